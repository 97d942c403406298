"""What the explorer says: every structure with its card, made from the facts and the body."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from stretchkit import facts
from stretchkit.body import measure, named_pose, place
from stretchkit.drawing import band, style_table
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.scene import Layer, View
from stretchkit.facts.explorer_quiz import find_questions, lengthens_questions
from stretchkit.facts.records import Bone, Muscle, Stretch
from stretchkit.widgets.explorer_plates import Place, film_of, films, plates, seen_well

VIEWS: dict[View, tuple[str, str]] = {
    "back": ("Back", "from behind"),
    "front": ("Front", "from the front"),
    "side": ("Right side", "from the right side"),
}
LAYERS: dict[Layer, tuple[str, str]] = {
    "skin": ("Skin", "the skin"),
    "superficial": ("Outer", "the outer muscles"),
    "intermediate": ("Middle", "the muscles under the outer layer"),
    "deep": ("Deep", "the deep muscles"),
    "bones": ("Bones", "the bones"),
}
# The drawing has more outlines than the facts have bones.
_MORE_PARTS = {
    "skull": ("skull", "mandible", "upper_jaw", "cheekbone", "orbit", "nose_hole", "teeth",
              "suture", "temple"),
    "vertebra": ("vertebra_back", "vertebra_front", "vertebra_side", "transverse"),
    "ribs": ("ribs", "cartilage"),
}  # fmt: skip
# Bones that are drawn as a part of another, and found as that one.
_PART_OF = {"vertebra": ("atlas", "axis")}
# A stretch that is not meant for a muscle is told from this change of length on.
_CLEAR = 10.0
_MUCH = 20.0
_REMINDER = (
    "These are lengths in a model: not how hard a muscle is pulled, and no proof that a "
    "stretch helps."
)


def setup() -> dict[str, Any]:
    """Return all that the page says, as plain values."""
    return {
        "views": [{"key": key, "label": a, "from": b} for key, (a, b) in VIEWS.items()],
        "layers": [{"key": key, "label": a, "shows": b} for key, (a, b) in LAYERS.items()],
        "structures": list(structures().values()),
        "films": {key: film.place for key, film in films().items()},
        "quiz": {"find": _to_find(), "lengthens": _to_lengthen()},
        "sources": {key: facts.cite(key) for key in _every_source()},
        "reminder": _REMINDER,
        "table": style_table(),
    }


@cache
def structures() -> dict[str, dict[str, Any]]:
    """Return everything that can be chosen, by key: the muscles, then the bones that are drawn."""
    muscles = {key: _muscle(one) for key, one in facts.muscles().items()}
    bones = {key: _bone(one) for key, one in facts.bones().items()}
    return muscles | {key: one for key, one in bones.items() if one["parts"]}


def _named(record: Muscle | Bone, parts: tuple[str, ...]) -> dict[str, Any]:
    """Return what all structures have: names, and by side the shapes and where they are seen."""
    found = {side: _shapes(parts, side) for side in ("right", "left", "")}
    if found[""]:
        found = {"": found[""] + found["right"] + found["left"]}
    shapes = {side: keys for side, keys in found.items() if keys}
    bone = isinstance(record, Bone)
    seen = {side: _places(keys, bone=bone) for side, keys in shapes.items()}
    return {
        "key": record.key,
        "label": record.plain_label,
        "latin": record.latin,
        "synonyms": record.synonyms,
        "parts": shapes,
        "seen": seen,
    }


def _shapes(parts: tuple[str, ...], side: str) -> list[str]:
    drawn = dict.fromkeys(shape.key for plate in plates().values() for shape in plate.shapes)
    wanted = [f"{part}.{side}" if side else part for part in parts]
    return [key for key in wanted if key in drawn]


def _places(keys: list[str], *, bone: bool) -> list[Place]:
    """Return where a structure is seen well, the best place first; bones among the bones."""
    found = dict.fromkeys(at for key in keys for at in seen_well().get(key, ()))
    own = [at for at in found if bone == (at[1] == "bones")]
    # Ribs are lines: they have no area, and are seen from everywhere.
    return own or [(view, "bones") for view in VIEWS]


def _bone(bone: Bone) -> dict[str, Any]:
    parts = _MORE_PARTS.get(bone.key, (bone.key,))
    rows = [("Latin", bone.latin), ("TA98", bone.ta98)]
    within = [facts.bones()[key] for key in _PART_OF.get(bone.key, ())]
    names = [name for one in within for name in (one.latin, one.plain_label, *one.synonyms)]
    return _named(bone, parts) | {
        "kind": "bone",
        "synonyms": (*bone.synonyms, *names),
        "words": bone.words,
        "terms": [row for row in rows if row[1]],
        "sources": bone.sources,
    }


def _muscle(muscle: Muscle) -> dict[str, Any]:
    return _named(muscle, (muscle.key,)) | {
        "kind": "muscle",
        "runs": f"From {muscle.origin}, to {muscle.insertion}.",
        "words": muscle.action_words,
        "actions": [
            {"label": facts.actions()[key].plain_label, "film": film_of(muscle.key, key)}
            for key in muscle.actions
        ],
        "stretches": _stretches(muscle.key),
        "terms": list(_terms(muscle)),
        "doubts": list(_doubts(muscle)),
        "sources": _sources(muscle),
    }


def _stretches(muscle: str) -> list[dict[str, Any]]:
    """Return the stretches that change a muscle's length clearly, the most first."""
    found = []
    for stretch in facts.stretches().values():
        meant = muscle in (*stretch.lengthens, *stretch.shortens)
        least = TELLING if meant else _CLEAR
        for variation, change in _changes(stretch, muscle):
            if abs(change) >= least:
                found.append(
                    {"stretch": stretch.name, "variation": variation, "change": change}
                    | {"word": _plainly(change), "band": change_in_words(change)}
                )
    return sorted(found, key=lambda row: -row["change"])


def _changes(stretch: Stretch, muscle: str) -> Iterator[tuple[str, float]]:
    """Yield each variation, and the change of the muscle in its hold, on the side that feels it."""
    for variation in stretch.variations:
        holds = dict.fromkeys(phase.pose for phase in variation.cycle if phase.kind == "hold")
        every = [_held(pose)[muscle] for pose in holds]
        yield variation.name, max(every, key=abs)


@cache
def _held(pose: str) -> dict[str, float]:
    found = measure(place(named_pose(pose)))["right"]
    return {
        muscle: round(float(change), 1)
        for muscle, change in zip(found.muscles, found.change_pct, strict=True)
    }


def _plainly(change: float) -> str:
    much = "much " if abs(change) >= _MUCH else ""
    return f"{much}{'longer' if change > 0 else 'shorter'}"


def change_in_words(change: float) -> str:
    """Return a change of length as a band: `about 10 to 15 % longer`."""
    word = "longer" if change > 0 else "shorter"
    size = band(change).replace("per cent", "%") or f"less than {TELLING:g} %"
    return f"{size} {word}"


def _terms(muscle: Muscle) -> Iterator[tuple[str, str]]:
    nerves = [facts.nerves()[key] for key in muscle.nerve]
    layer = f"{_sentence(muscle.layer)}. {muscle.layer_note or ''}".strip()
    rows = (
        ("Latin", muscle.latin),
        ("TA98", muscle.ta98),
        ("Origin", muscle.origin_latin),
        ("Insertion", muscle.insertion_latin),
        ("Nerve", "; ".join(f"{one.plain_label} ({one.latin})" for one in nerves)),
        ("Roots", muscle.roots),
        ("Actions", "; ".join(facts.actions()[key].term for key in muscle.actions)),
        ("Works against it", _opponents(muscle)),
        ("Layer", layer),
    )
    yield from ((name, text) for name, text in rows if text)


def _opponents(muscle: Muscle) -> str:
    labels = "; ".join(facts.muscle(key).plain_label for key in muscle.antagonists)
    return " ".join(
        filter(None, [f"{_sentence(labels)}." if labels else "", muscle.antagonists_note])
    )


def _doubts(muscle: Muscle) -> Iterator[tuple[str, str]]:
    notes = facts.anatomy_notes()
    if muscle.differs:
        yield "Texts differ", muscle.differs
    if muscle.referral:
        words = f"{_sentence(muscle.referral)}. {notes['referral'].text}"
        yield "Where a sore spot in it may be felt", words
    elif muscle.referral_note:
        yield "Where a sore spot in it may be felt", muscle.referral_note
    if muscle.upper_crossed:
        role = f"{_sentence(muscle.upper_crossed)}. {muscle.upper_crossed_note or ''}".strip()
        yield "In the upper-crossed proposal", f"{role} {notes['upper_crossed'].text}"


def _sources(muscle: Muscle) -> list[str]:
    notes, keys = facts.anatomy_notes(), list(muscle.sources)
    if muscle.referral:
        keys += notes["referral"].sources
    if muscle.upper_crossed:
        keys += notes["upper_crossed"].sources
    return list(dict.fromkeys(keys))


def _to_find() -> list[dict[str, Any]]:
    return [
        row.model_dump(include={"structure", "where", "beside"})
        for row in find_questions().values()
    ]


def _to_lengthen() -> list[dict[str, Any]]:
    """Return the questions on movements, each with the film that shows the answer."""
    return [
        {"text": row.text, "film": row.key}
        | {
            "choices": [
                {
                    "structure": f"{one.muscle}.{one.side}",
                    "right": one.right,
                    "feedback": one.feedback,
                }
                for one in row.choices
            ]
        }
        for row in lengthens_questions().values()
    ]


def _every_source() -> list[str]:
    return list(dict.fromkeys(key for one in structures().values() for key in one["sources"]))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
