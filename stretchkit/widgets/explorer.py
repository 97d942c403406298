"""Explore the anatomy: choose a muscle or a bone, see it, read of it, see it move, be asked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from typing import Any, ClassVar

import traitlets

from stretchkit import facts
from stretchkit.body import Pose
from stretchkit.drawing import draw
from stretchkit.drawing.lean import lean
from stretchkit.drawing.scene import Layer, Scene, View
from stretchkit.drawing.wire import encode
from stretchkit.facts.citations import closest
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.explorer_plates import films, plates, record
from stretchkit.widgets.explorer_setup import LAYERS, VIEWS, change_in_words, setup, structures
from stretchkit.widgets.packed import pack

_PLATE_UNIT_MM, _FILM_UNIT_MM = 0.5, 1.25
_START: tuple[View, Layer, str] = ("back", "superficial", "")
_TWIN_WIDTH, _TWIN_FINE_MM = 620, 0.3


class AnatomyExplorer(CourseWidget):
    """Explore the muscles and bones of the upper back and neck, and be asked about them.

    Parameters
    ----------
    bookmark : str, optional
        The view to start with, as the button "Copy this view" gives it: from where it is seen
        (`back`, `front`, `side`), how deep (`skin`, `superficial`, `intermediate`, `deep`,
        `bones`) and, if one is chosen, the structure with its side.

    Raises
    ------
    ValueError
        If a word of the bookmark is unknown; the message names what is accepted.

    Examples
    --------
    >>> AnatomyExplorer("back intermediate levator_scapulae.right")
    Anatomy explorer: shoulder-blade lifter, right, from behind
    """

    kind: ClassVar[str] = "explorer"
    bookmark = traitlets.Unicode().tag(sync=True)
    setup = traitlets.Unicode().tag(sync=True)  # every card, list and question: JSON, packed
    plates = traitlets.Dict().tag(sync=True)  # the body at rest: `pictures`, packed, and `places`

    def __init__(self, bookmark: str | None = None) -> None:
        self._start = _read(bookmark) if bookmark is not None else _START
        super().__init__(
            bookmark=" ".join(self._start).strip(),
            setup=_packed_setup(),
            plates=_packed_plates(),
        )
        self.on_msg(lambda _widget, message, _buffers: self.send(*self._handle(message)))

    def _handle(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Return the words and the pictures of the movement that the page asks for, or `error`."""
        answer: dict[str, Any] = {"request": message.get("request")}
        try:
            words, scenes = _film(message["movement"])
        except KeyError as error:
            return answer | {"error": f"no movement {error}"}, []
        return answer | words, [encode(scenes, _FILM_UNIT_MM)]

    def offline_blobs(self) -> dict[str, str]:
        """Return every movement, which a page without Python cannot ask for."""
        return _packed_films()

    def arguments(self) -> dict[str, Any]:
        """Return the bookmark, if the explorer does not start where it always does."""
        return {} if self._start == _START else {"bookmark": self.bookmark}

    def twin(self) -> str:
        """Return a labelled plate and a table of the muscles."""
        view, layer, _ = self._start
        plate = draw(Pose(), view, layer)
        plate = replace(plate, scene=lean([plate.scene], _TWIN_FINE_MM)[0])
        rows = "".join(
            f'<tr><th scope="row">{escape(_sentence(one.plain_label))}</th>'
            f"<td><i>{escape(one.latin)}</i></td><td>{escape(one.action_words)}</td></tr>"
            for one in facts.muscles().values()
        )
        return (
            '<div class="sk-twin sk-twin-explorer"><p><strong>Anatomy explorer.</strong> On a '
            "screen that runs it, any muscle or bone here can be chosen and seen to move.</p>"
            f"{plate.html(_TWIN_WIDTH)}"
            '<table><thead><tr><th scope="col">Muscle</th><th scope="col">In Latin</th>'
            f'<th scope="col">What it does</th></tr></thead><tbody>{rows}</tbody></table></div>'
        )

    def words(self) -> str:
        """Return one line that says what this is and with what it starts."""
        view, layer, chosen = self._start
        key, _, side = chosen.partition(".")
        label = structures()[key]["label"] if key else LAYERS[layer][1]
        shown = ", ".join(filter(None, [label, side, VIEWS[view][1]]))
        return f"Anatomy explorer: {shown}"


def _film(key: str) -> tuple[dict[str, Any], Sequence[Scene]]:
    changes, alt, scenes = record(key)
    shown = films()[key].shown
    return {"alt": alt, "bands": {one: change_in_words(changes[one]) for one in shown}}, scenes


@cache
def _packed_setup() -> str:
    return pack(json.dumps(setup(), ensure_ascii=False).encode())


@cache
def _packed_plates() -> dict[str, Any]:
    found = plates()
    return {"pictures": pack(encode(list(found.values()), _PLATE_UNIT_MM)), "places": list(found)}


@cache
def _packed_films() -> dict[str, str]:
    every = {key: _film(key) for key in films()}
    scenes = [scene for _, own in every.values() for scene in own]
    words = {key: said | {"count": len(own)} for key, (said, own) in every.items()}
    return {
        "explorer pictures": pack(encode(scenes, _FILM_UNIT_MM)),
        "explorer words": pack(json.dumps(words).encode()),
    }


def _read(bookmark: str) -> tuple[View, Layer, str]:
    """Return view, layer and structure of a bookmark; the structure may be left out."""
    words = bookmark.split()
    if len(words) not in (2, 3):
        raise ValueError(
            f"bookmark is {bookmark!r}; it has a view, a layer and, if you like, a structure: "
            "'back intermediate levator_scapulae.right'"
        )
    view, layer, chosen = (*words, "")[:3]
    for word, known, noun in ((view, VIEWS, "view"), (layer, LAYERS, "layer")):
        if word not in known:
            raise ValueError(f"bookmark: no {noun} {word!r}; there are {', '.join(known)}")
    every = [
        f"{key}.{side}" if side else key
        for key, one in structures().items()
        for side in one["parts"]
    ]
    if chosen and chosen not in every:
        near = ", ".join(closest(chosen, every))
        raise ValueError(f"bookmark: no structure {chosen!r}; the closest: {near}")
    return view, layer, chosen  # type: ignore[return-value]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
