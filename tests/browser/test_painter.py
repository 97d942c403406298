"""The two pictures of one scene: Python's SVG and the page's canvas show the same."""

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from stretchkit.body import Pose
from stretchkit.drawing import scene
from stretchkit.drawing.colour import STOPS, colour
from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.style import STYLES, style_table
from stretchkit.drawing.svg import svg
from stretchkit.drawing.wire import encode
from tests.browser.page import bare_page, shared_module

FRAME = (-450.0, -520.0, 450.0, 330.0)
# Of 255, measured 0.02 to 0.5: the edges of lines, smoothed by two hands. A head tilted by two
# degrees more is 3.8, and a picture that is a pixel off is 6.9.
ALIKE = 0.8
POSE = Pose(neck_tilt_left=30, shoulder_depression_right=8, shoulder_protraction_left=20)

_DIFFERENCE = """async ({svg, data, table}) => {
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const [scene] = painter.decodeScenes(bytes(data));
  const image = new Image();
  image.src = 'data:image/svg+xml;base64,' + svg;
  await image.decode();
  const pixels = paint => {
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d', {willReadFrequently: true});
    paint(context);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const one = pixels(context => context.drawImage(image, 0, 0));
  const other = pixels(context => painter.paintScene(context, scene, table));
  let sum = 0, ink = 0;
  for (let at = 0; at < one.length; at += 1) {
    sum += Math.abs(one[at] - other[at]);
    ink += 255 - one[at];
  }
  return [sum / one.length, ink / one.length];
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = bare_page(browser)
    shared_module(page, "painter")
    yield page
    page.close()


def difference(page: Page, one: Scene, other: Scene | None = None) -> float:
    """Return the mean difference of a channel, of 255, between SVG and canvas."""
    text = svg(one, "a body", width=700)
    found, ink = page.evaluate(
        _DIFFERENCE,
        {
            "svg": base64.b64encode(text.encode()).decode(),
            "data": base64.b64encode(encode([other or one])).decode(),
            "table": style_table(),
        },
    )
    assert ink > 0.5, "the picture is empty"
    return float(found)


def shape(kind: Any, style: str, *points: tuple[float, float], **more: Any) -> Shape:
    return Shape(kind, f"{style}.right", style, 0.0, np.array(points, float), **more)


def every_style() -> Scene:
    """Return one of each: every style of the table as each kind of shape it can be."""
    shapes, nan = [], (np.nan, np.nan)
    for number, (name, style) in enumerate(STYLES.items()):
        x, y = -440.0 + 88 * (number % 10), 250.0 - 94 * (number // 10)
        assert y > FRAME[1] + 90, "outside of the picture"
        if style.size:
            shapes.append(shape("label", name, (x + 60, y), text="Ab R"))
            continue
        if style.radius:
            shapes.append(shape("dot", name, (x + 100, y), (x + 90, y - 40)))
            continue
        ring = [(x, y), (x + 60, y + 20), (x + 70, y - 50), nan, (x, y - 60), (x + 40, y - 60)]
        kind = "polygon" if style.fill else "line"
        shapes.append(shape(kind, name, *ring, (x + 20, y - 90), value=number * 7.0 - 60))
    return Scene("back", "superficial", FRAME, tuple(shapes))


def test_every_style_looks_the_same_in_both_pictures(page: Page) -> None:
    assert difference(page, every_style()) < ALIKE


@pytest.mark.parametrize("view", ["back", "front", "side", "whole"])
@pytest.mark.parametrize("layer", ["superficial", "intermediate", "deep", "bones", "skin"])
def test_a_body_looks_the_same_in_both_pictures(page: Page, view: Any, layer: Any) -> None:
    assert difference(page, scene(POSE, view, layer)) < ALIKE


def test_the_measure_sees_a_small_difference(page: Page) -> None:
    one = scene(POSE, "back", "superficial")
    assert difference(page, one, scene(Pose(neck_tilt_left=28), "back", "superficial")) > ALIKE


def test_the_page_and_python_agree_on_every_colour(page: Page) -> None:
    values = [step / 2 for step in range(-100, 101)]
    found = page.evaluate(
        "([values, stops]) => values.map(value => painter.colourOf(value, stops))",
        [values, [list(stop) for stop in STOPS]],
    )
    for value, seen in zip(values, found, strict=True):
        mine = [int(colour(value)[at : at + 2], 16) for at in (1, 3, 5)]
        context = seen.removeprefix("rgb(").removesuffix(")")
        its = (
            [int(seen[at : at + 2], 16) for at in (1, 3, 5)]
            if seen.startswith("#")
            else [int(part) for part in context.split(",")]
        )
        assert max(abs(a - b) for a, b in zip(mine, its, strict=True)) <= 1, value


def test_a_marked_muscle_is_outlined(page: Page) -> None:
    body = base64.b64encode(encode([scene(POSE, "back", "superficial")])).decode()
    counts = page.evaluate(
        """({data, table}) => {
          const [scene] = painter.decodeScenes(
            Uint8Array.from(atob(data), letter => letter.charCodeAt(0)));
          const canvas = document.createElement('canvas');
          canvas.width = 540; canvas.height = 510;
          const context = canvas.getContext('2d', {willReadFrequently: true});
          const dark = marked => {
            painter.paintScene(context, scene, table, {marked});
            const {data} = context.getImageData(0, 0, 540, 510);
            let count = 0;
            for (let at = 0; at < data.length; at += 4) count += data[at] < 60;
            return count;
          };
          const muscles = painter.placesIn(scene, painter.muscleOf);
          return [dark([]), ...muscles.map(({key}) => dark([key]))];
        }""",
        {"data": body, "table": style_table()},
    )
    plain, *marked = counts
    assert len(marked) >= 6
    assert all(count > plain + 50 for count in marked)


def test_what_is_chosen_stands_out_and_the_rest_is_faint(page: Page) -> None:
    body = base64.b64encode(encode([scene(POSE, "back", "superficial")])).decode()
    plain, faint, chosen = page.evaluate(
        """({data, table}) => {
          const [scene] = painter.decodeScenes(
            Uint8Array.from(atob(data), letter => letter.charCodeAt(0)));
          const canvas = document.createElement('canvas');
          canvas.width = 540; canvas.height = 510;
          const context = canvas.getContext('2d', {willReadFrequently: true});
          const ink = how => {
            painter.paintScene(context, scene, table, how);
            const {data} = context.getImageData(0, 0, 540, 510);
            return data.reduce((sum, one) => sum + 255 - one, 0);
          };
          return [ink(), ink({chosen: ['nothing']}), ink({chosen: ['trapezius_upper.right']})];
        }""",
        {"data": body, "table": style_table()},
    )
    assert faint < plain / 2
    assert faint < chosen < 0.7 * plain


def test_halfway_between_two_scenes_lies_between_them(page: Page) -> None:
    scenes = [scene(Pose(neck_tilt_left=angle), "back", "superficial") for angle in (10, 20)]
    ways = page.evaluate(
        """data => {
          const [one, other] = painter.decodeScenes(
            Uint8Array.from(atob(data), letter => letter.charCodeAt(0)));
          const value = scene => scene.shapes.find(
            ({key, value}) => key === 'trapezius_upper.right' && value !== null).value;
          const passage = new painter.Passage(one, other);
          return [0, 0.25, 0.5, 0.75, 1].map(share => value(passage.at(share)));
        }""",
        base64.b64encode(encode(scenes)).decode(),
    )
    assert ways == sorted(ways)
    assert ways[2] == pytest.approx((ways[0] + ways[4]) / 2, abs=0.05)


def test_the_way_between_two_scenes_looks_like_the_pose_between_them(page: Page) -> None:
    start, middle, end = (
        scene(Pose(neck_tilt_left=angle), "back", "superficial") for angle in (10, 14, 18)
    )
    between, from_start = page.evaluate(
        """({data, table}) => {
          const scenes = painter.decodeScenes(
            Uint8Array.from(atob(data), letter => letter.charCodeAt(0)));
          const [start, middle, end] = scenes.map(({shapes, ...rest}) =>
            ({...rest, shapes: shapes.filter(({style}) => !/label|leader/.test(style))}));
          const pixels = scene => {
            const canvas = document.createElement('canvas');
            canvas.width = 540; canvas.height = 510;
            const context = canvas.getContext('2d', {willReadFrequently: true});
            painter.paintScene(context, scene, table);
            return context.getImageData(0, 0, 540, 510).data;
          };
          const wanted = pixels(middle);
          const off = scene => pixels(scene).reduce(
            (sum, one, at) => sum + Math.abs(one - wanted[at]), 0) / wanted.length;
          return [off(new painter.Passage(start, end).at(0.5)), off(start)];
        }""",
        {
            "data": base64.b64encode(encode([start, middle, end])).decode(),
            "table": style_table(),
        },
    )
    assert between < 0.35 * from_start, (between, from_start)
