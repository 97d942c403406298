"""What lessons 04, 05 and 06 say of the model is what the model says."""

import json
from pathlib import Path

import pytest

from stretchkit import facts
from stretchkit.body import Pose, measure, named_pose, place

ROOT = Path(__file__).resolve().parents[2]
LESSONS = {"04": "cross_arm_knee_press", "05": "clasp_and_reach", "06": "neck_tilt"}


def source_of(number: str) -> str:
    path = next((ROOT / "notebooks").glob(f"{number}_*.ipynb"))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def changes(pose: Pose) -> dict[str, float]:
    found = measure(place(pose))["right"]
    return dict(zip(found.muscles, map(float, found.change_pct), strict=True))


@pytest.mark.parametrize(("number", "stretch"), LESSONS.items())
def test_a_stretch_lesson_shows_faults_evidence_and_the_body_itself(
    number: str, stretch: str
) -> None:
    text = source_of(number)
    for part in (f'sk.faults("{stretch}")', "sk.plot_evidence(", "sk.PoseLab("):
        assert part in text
    for said in ("## What the evidence says", "**What it can do:**", "**Easier and harder.**"):
        assert said in text
    who = text.split("## Who should not do ")[1].split("sk.stretch(")[0]
    assert "left this stretch out for you, ask a clinician before you do it." in who
    assert text.index("sk.Prediction(") < text.index("sk.PoseLab(")
    for variation in facts.stretch(stretch).variations:
        assert f'sk.StretchPlayer("{stretch}", "{variation.key}")' in text


def test_rounding_the_back_adds_nothing_to_the_rhomboids() -> None:
    reach = named_pose("clasp_and_reach")
    flat, rounded = changes(reach.with_angles(thoracic_flexion=0, lumbar_flexion=0)), changes(reach)
    for rhomboid in ("rhomboid_minor", "rhomboid_major"):
        assert abs(rounded[rhomboid] - flat[rhomboid]) < 0.5
    told = facts.predictions()["nb05_rounding"].why
    assert "from 0 to about 5" in told and "from about 13 to about 20" in told
    for muscle, before, after in (
        ("erector_spinae_thoracic", 0, 5),
        ("trapezius_lower", 13, 20),
    ):
        assert flat[muscle] == pytest.approx(before, abs=1)
        assert rounded[muscle] == pytest.approx(after, abs=1)


def test_the_seated_form_of_stretch_1_does_as_much_for_the_rhomboids() -> None:
    standing, seated = (changes(named_pose(f"knee_press_{way}")) for way in ("standing", "seated"))
    for rhomboid in ("rhomboid_minor", "rhomboid_major"):
        assert seated[rhomboid] == pytest.approx(standing[rhomboid], abs=1)
        assert seated[rhomboid] > 25


def test_a_lowered_shoulder_adds_most_to_the_levator_and_nothing_to_the_scalenes() -> None:
    tilt = Pose(neck_tilt_left=30)
    alone, lowered = changes(tilt), changes(tilt.with_angles(shoulder_depression_right=7))
    gain = {muscle: lowered[muscle] - alone[muscle] for muscle in alone}
    asked = ("levator_scapulae", "trapezius_upper", "scalenus_medius", "trapezius_lower")
    assert max(asked, key=gain.__getitem__) == "levator_scapulae"
    assert gain["scalenus_medius"] == pytest.approx(0, abs=0.5)
    assert gain["trapezius_upper"] > 2 and gain["trapezius_lower"] < -2


def test_a_turned_face_steers_as_the_lesson_says() -> None:
    tilt = named_pose("neck_tilt_basic")
    away = changes(tilt.with_angles(neck_flexion=25, neck_turn_left=25))
    towards = changes(tilt.with_angles(neck_flexion=10, neck_turn_left=-20))
    assert away["levator_scapulae"] > towards["levator_scapulae"]
    assert towards["trapezius_upper"] > away["trapezius_upper"]
