"""Common faults beside the right pose: from one place, in the right way round, an arrow at it."""

from itertools import groupby, pairwise

import numpy as np
import pytest

from stretchkit import facts
from stretchkit.body import named_pose, place, poses
from stretchkit.drawing.fault_pictures import compared
from stretchkit.drawing.figure import Figure
from stretchkit.drawing.scene import Shape
from stretchkit.facts.records import Fault
from stretchkit.palette import LIGHT
from tests.facts.reading import grade
from tests.facts.test_wording import FORBIDDEN


def shown() -> list[tuple[str, Fault]]:
    every = [(item.key, fault) for item in facts.stretches().values() for fault in item.faults]
    return [(key, fault) for key, fault in every if fault.picture]


each_shown = pytest.mark.parametrize(
    "fault", [fault for _, fault in shown()], ids=[f"{key}-{one.key}" for key, one in shown()]
)


def letters(figure: Figure) -> dict[str, float]:
    return {s.text: float(s.points[0, 0]) for s in figure.scene.shapes if s.kind == "label"}


def arrows(figure: Figure) -> list[Shape]:
    return [shape for shape in figure.scene.shapes if shape.key == "arrow"]


@each_shown
def test_both_are_seen_from_one_place_and_only_the_fault_has_an_arrow(fault: Fault) -> None:
    right, (wrong,) = compared([fault])
    assert right.scene.frame == wrong.scene.frame
    assert letters(right) == letters(wrong)
    assert (len(arrows(right)), len(arrows(wrong))) == (0, 1)
    left, bottom, far, top = wrong.scene.frame
    tip = arrows(wrong)[0].points
    assert (tip > (left, bottom)).all() and (tip < (far, top)).all()
    assert right.svg != wrong.svg


@each_shown
def test_letters_say_right_and_left_as_the_person_has_them(fault: Fault) -> None:
    assert fault.picture
    found = letters(compared([fault])[0])
    if fault.picture.seen == "from the right side":
        assert set(found) == {"R"}
    else:
        assert (found["R"] > found["L"]) == (fault.picture.seen == "from behind")


@each_shown
def test_the_fault_is_an_error_pose_beside_a_pose_of_the_same_stretch(fault: Fault) -> None:
    assert fault.picture
    own = {
        phase.pose
        for item in facts.stretches().values()
        if fault in item.faults
        for one in item.variations
        for phase in facts.timeline(one)
        if phase.kind == "hold"
    }
    assert fault.picture.right in own
    assert fault.picture.wrong.startswith("error_") and fault.picture.wrong in poses()


@each_shown
def test_the_words_tell_what_is_seen_and_where_the_arrow_points(fault: Fault) -> None:
    assert fault.picture
    right, (wrong,) = compared([fault])
    assert wrong.alt.lower().startswith(f"fault: {fault.see}".lower())
    assert fault.picture.seen in wrong.alt and fault.picture.at_words in wrong.alt
    assert poses()[fault.picture.right].words in right.alt
    for text in (right.alt, wrong.alt):
        assert grade([text]) <= 6.5 and not FORBIDDEN.search(text)


def test_every_error_pose_is_shown_once() -> None:
    wrong = sorted(fault.picture.wrong for _, fault in shown() if fault.picture)
    assert wrong == sorted(key for key in poses() if key.startswith("error_"))


def test_the_arrow_points_at_the_shoulder_that_is_lifted() -> None:
    fault = next(one for key, one in shown() if (key, one.key) == ("neck_tilt", "shoulder_lifted"))
    assert fault.picture
    _, (wrong,) = compared([fault])
    tip, middle = arrows(wrong)[0].points[0, 0], np.mean(list(letters(wrong).values()))
    body = place(named_pose(fault.picture.wrong))
    lifted = "left" if body.point("AC", "left")[1] > body.point("AC", "right")[1] else "right"
    assert fault.picture.at.endswith(lifted)
    assert (tip > middle) == (letters(wrong)[lifted[0].upper()] > middle)


def test_red_marks_no_fault() -> None:
    for _, fault in shown():
        for figure in compared([fault])[1]:
            assert LIGHT["stop"] not in figure.svg


def test_faults_of_two_places_make_no_row() -> None:
    items = groupby(shown(), key=lambda one: one[0])
    faults = [fault for _, fault in next(iter(items))[1]]
    with pytest.raises(ValueError, match="the same right pose"):
        compared(faults)
    unseen = next(one for one in facts.stretch("neck_tilt").faults if not one.picture)
    with pytest.raises(ValueError, match="need a picture each"):
        compared([unseen])


@each_shown
def test_light_fills_the_skin_over_a_joint_without_crescents(fault: Fault) -> None:
    def area(shape: Shape) -> float:
        (x, y), (a, b) = shape.points.T, np.roll(shape.points, -1, axis=0).T
        return float(abs(x @ b - y @ a)) / 2

    shapes = [s for s in compared([fault])[0].scene.shapes if s.key.startswith("joint.")]
    pairs = [
        (base, lit)
        for base, lit in pairwise(shapes)
        if base.key == lit.key and lit.style.endswith("_lit") and not base.style.endswith("_lit")
    ]
    assert pairs
    assert all(area(lit) > 0.85 * area(base) for base, lit in pairs)
