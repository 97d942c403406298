"""What is drawn is what is measured, and no fibre of a wrapped muscle runs through the ribs."""

import numpy as np
import pytest
from hypothesis import given, settings

from stretchkit.body import RANGES, SIDES, Pose, fibre_paths, muscle_names, place
from stretchkit.body.data import sheets, surfaces
from stretchkit.body.muscles import fibre_lengths
from tests.body.conftest import poses


@settings(max_examples=40, deadline=None)
@given(poses())
def test_paths_are_as_long_as_the_lengths(pose: Pose) -> None:
    body = place(pose)
    for side in ("right", "left"):
        paths = fibre_paths(body, side)
        assert tuple(paths) == muscle_names()
        long = [np.linalg.norm(np.diff(p, axis=1), axis=2).sum(axis=1) for p in paths.values()]
        assert np.allclose(np.concatenate(long), fibre_lengths(body, side), atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(poses())
def test_wrapped_fibres_stay_out_of_the_ribs(pose: Pose) -> None:
    body, ribs = place(pose), surfaces()["ribs"]
    chest = body.transforms["thorax"]
    for sheet in sheets():
        if sheet.wrap == "ribs":
            path = fibre_paths(body, "right")[sheet.muscle]
            seen = ribs.inside((path - chest[:3, 3]) @ chest[:3, :3])
            # An end may lie inside, at the ends of the ranges; the fibre is out from there on.
            assert (np.linalg.norm(seen, axis=2)[:, 1:-1] > 1 - 1e-6).all(), sheet.muscle


@pytest.mark.parametrize(
    ("word", "angles", "still"),
    [
        ("shoulder_upward_rotation", (0, 45), {"thoracic_flexion": 12, "shoulder_protraction": 20}),
        ("shoulder_depression", (12, -20), {"thoracic_flexion": 11, "shoulder_protraction": 14}),
        ("shoulder_protraction", (-20, 30), {"shoulder_depression": -17}),
        ("thoracic_flexion", (-20, 40), {"shoulder_upward_rotation": 30}),
        ("arm_plane", (-90, 135), {"arm_elevation": 80}),
        ("lumbar_flexion", (-25, 60), {}),
    ],
)
def test_no_fibre_jumps_when_an_angle_moves_evenly(
    word: str, angles: tuple[float, float], still: dict[str, float]
) -> None:
    def both_sides(word: str) -> list[str]:
        return [word] if word in RANGES else [f"{word}_{side}" for side in SIDES]

    rest = Pose(**{key: value for w, value in still.items() for key in both_sides(w)})
    way = [
        place(rest.with_angles(**dict.fromkeys(both_sides(word), float(angle))))
        for angle in np.linspace(*angles, 201)
    ]
    for side in SIDES:
        step = np.diff([fibre_lengths(body, side) for body in way], axis=0)
        assert np.abs(step).max() < 0.002
        assert np.abs(np.diff(step, axis=0)).max() < 0.0005


def test_fibres_start_and_end_on_their_bones() -> None:
    body = place(Pose(shoulder_protraction_right=15, neck_tilt_left=20))
    paths = fibre_paths(body, "right")
    for sheet in sheets():
        for edge, point in ((sheet.edges[0], 0), (sheet.edges[-1], -1)):
            if sheet.fibres > 1 or len(edge[0]) == 1:
                first = body.carry(edge[0][0], edge[1][0])
                assert paths[sheet.muscle][0, point] == pytest.approx(first, abs=1e-12)


def test_upper_trapezius_reaches_from_skull_to_collarbone() -> None:
    sheet = next(sheet for sheet in sheets() if sheet.muscle == "trapezius_upper")
    assert (sheet.edges[0][0][0], sheet.edges[-1][0][0]) == ("skull", "clavicle")
