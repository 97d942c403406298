"""How long and how often: what the player offers, and the blocks that its page composes."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from stretchkit import facts
from stretchkit.facts.records import Variation
from stretchkit.facts.timeline import MOST_REPETITIONS, blocks
from stretchkit.widgets.player_body import moment_of

OWN = "own"


def doses_on_offer(variation: Variation) -> list[dict[str, Any]]:
    """Return the doses to choose from, each with its `key`, `name`, seconds and repetitions.

    A hold that is too long for this variation is not on offer. Where the dose table does not
    apply there is the variation's own dose alone.
    """
    if not variation.by_week:
        usual = {"hold_s": variation.hold_s, "repetitions": variation.repetitions}
        return [{"key": "usual", "name": "The usual way", **usual}]
    fields = {"key", "name", "hold_s", "repetitions", "note"}
    return [
        dose.model_dump(include=fields)
        for dose in sorted(facts.doses().values(), key=lambda dose: dose.order)
        if dose.hold_s <= variation.max_hold_s and (variation.sides == "feel" or not dose.sided)
    ]


def dose_of(variation: Variation, hold_s: float, repetitions: int) -> dict[str, Any]:
    """Return these numbers as a dose: one on offer by its key, any other as the reader's own."""
    numbers = {"hold_s": hold_s, "repetitions": repetitions}
    for offer in doses_on_offer(variation):
        if numbers.items() <= offer.items():
            return {"key": offer["key"], **numbers}
    return {"key": OWN, **numbers}


def composition(variation: Variation) -> dict[str, Any]:
    """Return the blocks of a variation for the page, each distinct phase written once.

    `parts` are the phases; `rounds` (one for each repetition) and `finish` are places in it.
    """
    parts: list[dict[str, Any]] = []

    def places(phases: Iterable[facts.Phase]) -> list[int]:
        found = []
        for part in (_part(variation, phase) for phase in phases):
            if part not in parts:
                parts.append(part)
            found.append(parts.index(part))
        return found

    whole = blocks(variation)
    rounds = [places(phases) for phases in whole.rounds]
    return {
        "parts": parts,
        "rounds": rounds,
        "finish": places(whole.finish),
        "most_repetitions": MOST_REPETITIONS,
    }


def _part(variation: Variation, phase: facts.Phase) -> dict[str, Any]:
    row = asdict(phase)
    del row["pose"], row["repetition"]
    shown = {name: value for name, value in row.items() if value not in (None, False)}
    return {**shown, "moment": moment_of(variation, phase)}
