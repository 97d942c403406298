"""Muscle lengths: zero at rest, the same in the mirror, and right in what a student can see."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings

import stretchkit as sk
from stretchkit.body import SIDES, Lengths, Pose, measure, muscle_names, place
from tests.body.conftest import poses

MUSCLES = [
    "trapezius_upper",
    "trapezius_middle",
    "trapezius_lower",
    "levator_scapulae",
    "rhomboid_minor",
    "rhomboid_major",
    "splenius_capitis",
    "splenius_cervicis",
    "semispinalis_capitis",
    "semispinalis_cervicis",
    "suboccipitals",
    "sternocleidomastoid_sternal",
    "sternocleidomastoid_clavicular",
    "scalenus_anterior",
    "scalenus_medius",
    "scalenus_posterior",
    "longus_colli",
    "serratus_anterior",
    "serratus_posterior_superior",
    "pectoralis_minor",
    "pectoralis_major",
    "latissimus_dorsi",
    "erector_spinae_thoracic",
    "infraspinatus",
    "supraspinatus",
    "teres_major",
    "teres_minor",
    "subscapularis",
    "deltoid_posterior",
]
SCALENES = ("scalenus_anterior", "scalenus_medius", "scalenus_posterior")


def right(**degrees: float) -> Lengths:
    return measure(place(Pose(**degrees)))["right"]


def test_every_muscle_of_the_course_is_there_once() -> None:
    assert sorted(muscle_names()) == sorted(MUSCLES)


def test_at_rest_nothing_has_changed() -> None:
    table = sk.muscle_lengths(sk.Pose())
    assert (table[["change_pct", "min_pct", "max_pct"]] == 0).all(axis=None)


def test_table_has_the_promised_shape() -> None:
    table = sk.muscle_lengths(sk.Pose(neck_tilt_left=30))
    assert table.index.names == ["muscle", "side"]
    assert list(table.columns) == ["length_mm", "change_pct", "min_pct", "max_pct"]
    assert set(table.index) == {(muscle, side) for muscle in MUSCLES for side in SIDES}
    assert (table["min_pct"] <= table["change_pct"] + 1e-9).all()
    assert (table["change_pct"] <= table["max_pct"] + 1e-9).all()


@settings(max_examples=120, deadline=None)
@given(poses())
def test_any_allowed_pose_has_lengths_and_its_mirror_the_other_sides(pose: Pose) -> None:
    found, mirror = measure(place(pose)), measure(place(pose.mirrored()))
    for side, other in (SIDES, SIDES[::-1]):
        assert np.isfinite(found[side].fibres_pct).all()
        assert (found[side].length_mm > 5).all()
        assert np.allclose(found[side].fibres_pct, mirror[other].fibres_pct, atol=1e-9, rtol=0)


def test_shoulder_down_adds_to_levator_and_nothing_to_scalenes() -> None:
    tilt, both = right(neck_tilt_left=35), right(neck_tilt_left=35, shoulder_depression_right=7)
    assert both.change("levator_scapulae") > tilt.change("levator_scapulae") + 5
    for muscle in SCALENES:
        assert both.change(muscle) == pytest.approx(tilt.change(muscle), abs=1e-9)


def test_blades_apart_lengthens_rhomboids_and_rounding_alone_hardly_does() -> None:
    apart = right(shoulder_protraction_right=14, arm_plane_right=90, arm_elevation_right=85)
    rounded = right(thoracic_flexion=20)
    for muscle in ("rhomboid_minor", "rhomboid_major", "trapezius_middle"):
        assert apart.change(muscle) > 15
        assert abs(rounded.change(muscle)) < 1
    assert rounded.change("erector_spinae_thoracic") > 3
    assert rounded.change("trapezius_lower") > rounded.change("trapezius_middle") + 1


def test_right_upper_trapezius_shortens_when_the_head_turns_left() -> None:
    turned = right(neck_turn_left=60)
    assert turned.fibre("trapezius_upper", 0) < -5
    assert turned.change("trapezius_upper") < -2
    assert turned.change("splenius_capitis") > 5


def test_tilting_left_lengthens_the_right_and_shortens_the_left() -> None:
    both = measure(place(Pose(neck_tilt_left=30)))
    for muscle in (
        "trapezius_upper",
        "levator_scapulae",
        "sternocleidomastoid_clavicular",
        *SCALENES,
    ):
        assert both["right"].change(muscle) > 2 > -2 > both["left"].change(muscle)


def test_chest_muscles_shorten_when_the_blades_go_apart() -> None:
    apart = right(shoulder_protraction_right=15)
    assert apart.change("serratus_anterior") < -10
    assert apart.change("pectoralis_minor") < -5


def test_importing_the_body_loads_neither_pandas_nor_matplotlib() -> None:
    code = (
        "import sys, stretchkit as sk; sk.Pose(); import stretchkit.body;"
        "print([m for m in ('pandas', 'matplotlib', 'ipywidgets') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
