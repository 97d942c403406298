"""Every pose from every view in every layer: small, whole, with words that can be read.

All of them are drawn for this file; tests that look at every one of them stand here.
"""

import re
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import numpy as np

from stretchkit.body import named_pose, place
from stretchkit.drawing.camera import camera
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.labels import MOST, box
from stretchkit.drawing.style import STYLES
from tests.drawing.stills import EVERY, still

# Muscles that stay on their own half of the back or chest in every pose.
OF_THE_TRUNK = (
    "trapezius_middle", "trapezius_lower", "latissimus_dorsi", "rhomboid_major", "rhomboid_minor",
    "infraspinatus", "teres_major", "teres_minor", "deltoid_posterior", "pectoralis_major",
)  # fmt: skip


def inside(point, polygon):
    x, y = point
    ax, ay = polygon.T
    bx, by = np.roll(polygon, -1, axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        right = x < ax + (y - ay) / (by - ay) * (bx - ax)
    return bool(np.sum(((ay > y) != (by > y)) & right) % 2)


def pieces(points):
    gaps = np.flatnonzero(np.isnan(points[:, 0]))
    return [own[~np.isnan(own[:, 0])] for own in np.split(points, gaps)]


def shown(dot, shape):
    # Pieces that lie over each other are one outline: what two of them hold counts as outside.
    return sum(inside(dot.points[0], piece) for piece in pieces(shape.points)) % 2 == 1


def crossing(one, other):
    (a, b), (c, d) = one, other
    share, way = np.linalg.solve(np.stack([b - a, c - d], axis=1), c - a)
    return 0 < share < 1 and 0 < way < 1


def words(key, view, layer):
    shapes = still(key, view, layer).scene.shapes
    return [shape for shape in shapes if shape.kind == "label"]


def test_no_word_covers_another_or_leaves_the_frame():
    for key, view, layer in EVERY:
        left, bottom, right, top = still(key, view, layer).scene.frame
        boxes = [(shape.text, box(shape)) for shape in words(key, view, layer)]
        for text, (x0, y0, x1, y1) in boxes:
            assert left <= x0 and x1 <= right and bottom <= y0 and y1 <= top, (key, view, text)
        for (one, a), (other, b) in combinations(boxes, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (key, view, layer, one, other)


def test_few_muscles_are_named_and_those_change_most():
    for key, view, layer in EVERY:
        shapes = still(key, view, layer).scene.shapes
        named = {shape.key for shape in shapes if shape.style == "leader"}
        assert len(named) <= MOST
        values = {s.key: abs(s.value) for s in shapes if s.style == "muscle"}
        if named and max(values.values()) >= TELLING:
            assert all(values[name.removeprefix("label.")] >= TELLING for name in named)


def test_leader_lines_end_on_the_muscle_they_name():
    for key, view, layer in EVERY:
        shapes = still(key, view, layer).scene.shapes
        outlines = {s.key: s.points for s in shapes if s.style == "muscle"}
        for shape in shapes:
            if shape.style == "leader":
                points = outlines[shape.key.removeprefix("label.")]
                low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
                assert (low <= shape.points[-1]).all() and (shape.points[-1] <= high).all()


def test_a_line_ends_where_its_muscle_is_seen_and_nothing_lies_over_it():
    for key, view, layer in EVERY:
        shapes = still(key, view, layer).scene.shapes
        filled = [
            s
            for s in shapes
            if s.kind == "polygon"
            and STYLES[s.style].fill
            and STYLES[s.style].opacity == 1
            and s.key != "legend"
        ]
        low, high = (
            np.array([f(s.points, axis=0) for s in filled]) for f in (np.nanmin, np.nanmax)
        )
        for dot in (shape for shape in shapes if shape.style == "leader_dot"):
            near = ((low <= dot.points[0]) & (dot.points[0] <= high)).all(axis=1)
            top = [filled[i].key for i in np.flatnonzero(near) if shown(dot, filled[i])][-1]
            assert top == dot.key.removeprefix("label."), (key, view, layer)


def test_no_two_lines_cross_or_touch():
    for key, view, layer in EVERY:
        shapes = still(key, view, layer).scene.shapes
        lines = [shape for shape in shapes if shape.style == "leader"]
        for one, other in combinations(lines, 2):
            ends = [np.stack([1.05 * a - 0.05 * b, b]) for a, b in (one.points, other.points)]
            assert not crossing(*ends), (key, view, layer, one.key, other.key)


def test_no_dot_lies_on_the_arrows_of_its_muscle_where_there_is_room_beside_them():
    on_them = []
    for key, view, layer in EVERY:
        shapes = still(key, view, layer).scene.shapes
        arrows = {s.key: np.nanmean(s.points, axis=0) for s in shapes if s.style == "arrow"}
        for dot in (shape for shape in shapes if shape.style == "leader_dot"):
            middle = arrows.get(dot.key.removeprefix("label."))
            if middle is not None and np.hypot(*(dot.points[0] - middle)) < 14:
                on_them.append((key, view, layer, dot.key))
    assert len(on_them) <= 1, on_them


def test_both_sides_are_named_apart_only_where_they_differ():
    for key, view, layer in EVERY:
        texts = {}
        for shape in words(key, view, layer):
            if shape.key.startswith("label."):
                texts.setdefault(shape.key, []).append(shape.text)
        told = [tuple(lines) for lines in texts.values()]
        assert len(told) == len(set(told)), (key, view, layer)


def test_a_label_says_how_much_in_bands():
    texts = {shape.text for shape in words("neck_tilt_arm_behind_back", "back", "intermediate")}
    assert any(text.endswith("% longer") for text in texts)
    assert not any("." in text for text in texts)


def test_the_scale_is_stated_with_what_it_is_not():
    texts = {shape.text for shape in words("neutral", "back", "superficial")}
    assert {"longer", "shorter", "−40 %", "+40 %", "geometry, not tissue strain"} <= texts


def test_words_are_plain_and_without_decimals():
    for key, view, layer in EVERY:
        alt = still(key, view, layer).alt
        assert not re.search(r"\d\.\d", alt)
        assert "_" not in alt and alt.endswith(".") and ".." not in alt


def test_every_picture_carries_its_side():
    for key, view, layer in EVERY:
        texts = {shape.text for shape in still(key, view, layer).scene.shapes}
        assert "R" in texts


def test_every_still_is_small_and_whole():
    for key, view, layer in EVERY:
        figure = still(key, view, layer)
        text = figure.svg
        assert len(text.encode()) < 60_000, (key, view, layer)
        assert "nan" not in text
        assert ElementTree.fromstring(text).tag.endswith("svg")
        for shape in figure.scene.shapes:
            assert len(shape.points), shape


def test_lines_begin_and_end_with_ink():
    for key, view, layer in EVERY:
        for shape in still(key, view, layer).scene.shapes:
            lifted = np.isnan(shape.points).any(axis=1)
            assert not lifted[0] and not lifted[-1], (key, view, shape.key)
            assert not (lifted[1:] & lifted[:-1]).any(), (key, view, shape.key)


def test_the_whole_body_stays_inside_its_frame():
    for key, view, layer in EVERY:
        if view != "whole" or layer != "skin":
            continue
        found = still(key, view, layer).scene
        left, bottom, right, top = found.frame
        points = np.concatenate([shape.points for shape in found.shapes if shape.style == "skin"])
        assert left <= points[:, 0].min() and points[:, 0].max() <= right, key
        assert bottom <= points[:, 1].min() and points[:, 1].max() <= top, key


def test_letters_stand_where_the_right_and_left_shoulder_are():
    for key, view, layer in EVERY:
        if layer != "superficial":
            continue
        pose = named_pose(key)
        body = place(pose)
        seen = camera(view, pose, body)
        right, left = (seen.project(body.point("SA", side))[0] for side in ("right", "left"))
        shapes = still(key, view, layer).scene.shapes
        letter = {s.text: s.points[0, 0] for s in shapes if s.key.startswith("side.")}
        assert set(letter) == ({"R"} if seen.is_from_a_side else {"R", "L"}), (key, view)
        assert "L" not in letter or (letter["R"] > letter["L"]) == (right > left), (key, view)


def test_a_name_and_its_dot_stand_on_the_side_of_their_letter():
    for key, view, layer in EVERY:
        if view not in ("back", "front") or layer not in ("superficial", "intermediate"):
            continue
        shapes = still(key, view, layer).scene.shapes
        side_of = {s.text: s.points[0, 0] > 0 for s in shapes if s.key.startswith("side.")}
        for shape in shapes:
            _, name, side = (*shape.key.split("."), "", "")[:3]
            if name in OF_THE_TRUNK and shape.kind in ("label", "dot"):
                is_right = shape.points[0, 0] > 0
                assert is_right == side_of[side[0].upper()], (key, view, layer, shape.text)
