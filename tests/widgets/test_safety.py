"""The static side of the safety check."""

import re
from html import escape

from stretchkit.facts import library
from stretchkit.widgets import rebuild
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.live import MIME
from stretchkit.widgets.safety import SafetyCheck


def test_every_sign_to_look_for_before_stretching_is_asked_for() -> None:
    asked = {sign["key"] for sign in SafetyCheck().signs}
    assert asked == {key for key, flag in library.red_flags().items() if flag.box != "C"}


def test_the_levels_stand_with_the_most_urgent_first() -> None:
    keys = [level["key"] for level in SafetyCheck().levels]
    assert keys == ["emergency", "today", "this_week", "go_on"]


def test_an_unchecked_injury_says_not_to_test_the_neck() -> None:
    sign = next(sign for sign in SafetyCheck().signs if sign["key"] == "unchecked_injury")
    assert sign["then"].startswith("Do not turn your head to test it.")


def test_the_twin_lists_the_boxes_in_order_and_calls_nobody_safe() -> None:
    twin = SafetyCheck().twin()
    headings = [
        "Call your emergency number now if",
        "Do not stretch. Get seen today if",
        "Do not stretch yet. Ask a clinician this week if",
    ]
    places = [twin.index(heading) for heading in headings]
    assert places == sorted(places)
    before, while_stretching = twin.split("While you stretch")
    for flag in library.red_flags().values():
        assert (escape(flag.text) in before) == (flag.box != "C")
        assert (escape(flag.text) in while_stretching) == (flag.box == "C")
    assert twin.index("None of these today? This check cannot rule out illness.") > max(places)
    assert "safe" not in twin.replace("sk-twin-safety", "").lower()


def test_the_twin_says_what_to_do_at_each_level_and_all_that_the_check_says() -> None:
    check = SafetyCheck()
    for level in library.levels().values():
        assert escape(level.advice) in check.twin()
    for words in [*(sign["then"] for sign in check.signs), *check.stop_signs]:
        assert escape(words) in check.twin()
    for key, words in check.texts.items():
        assert (escape(words) in check.twin()) == (
            not key.startswith(("nothing_ticked", "if_it_was_true"))  # said to what was answered
        )


def test_the_twin_says_nothing_twice_at_one_sign() -> None:
    signs = re.findall("<li>(.*?)</li>", SafetyCheck().twin())
    assert len(signs) == len(library.red_flags())
    for sign in signs:
        sentences = [one.strip() for one in re.findall(r"[^.]+\.", sign)]
        assert len(sentences) == len(set(sentences)), sign


def test_no_answer_is_a_trait_and_nothing_is_saved() -> None:
    own = set(SafetyCheck.class_trait_names(sync=True)) - set(
        CourseWidget.class_trait_names(sync=True)
    )
    assert own == {"signs", "levels", "stop_signs", "texts"}
    bundle, _ = SafetyCheck()._repr_mimebundle_()
    assert bundle[MIME] == {"kind": "safety", "arguments": {}}
    assert rebuild(bundle[MIME]).words() == bundle["text/plain"]


def test_signs_that_forbid_more_than_stretching_say_what() -> None:
    said = {sign["key"]: sign["then"] for sign in SafetyCheck().signs}
    assert "emergency department" in said["stiff_spine_bump"]
    assert "Do not round" in said["weak_bones_sudden_pain"]
    assert "sight" in said["over_50_headache_scalp_jaw"]
