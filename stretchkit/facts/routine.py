"""Several stretches one after the other, with rests between them → the phases a clock counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any

from pydantic import Field

from stretchkit.facts.library import FactError, rows, stretch, variation
from stretchkit.facts.place import data_folder
from stretchkit.facts.records import Key, Keyed, Record, Sources, Text
from stretchkit.facts.timeline import Phase, check_hold, check_repetitions, timeline

LEAST_REST_S, MOST_REST_S, USUAL_REST_S = 10, 120, 30
MOST_STRETCHES = 8
LONGEST_NAME = 60
USUAL_NAME = "Your routine"
# What the last phase of a stretch begins with; where another stretch follows it is left out.
ALL_DONE = "All done. "


@dataclass(frozen=True)
class RoutineStretch:
    """One stretch of a routine: a way of doing it and its dose."""

    stretch: str
    variation: str
    hold_s: float
    repetitions: int

    @property
    def label(self) -> str:
        """Return the stretch and the way of doing it, in words."""
        form = variation(self.stretch, self.variation)
        return f"{stretch(self.stretch).name}: {form.name}"

    def phases(self) -> tuple[Phase, ...]:
        """Return the phases of this stretch alone."""
        form = variation(self.stretch, self.variation)
        return timeline(form, self.hold_s, self.repetitions)


@dataclass(frozen=True)
class Routine:
    """Stretches in their order, with a rest of `rest_s` seconds between each two."""

    name: str
    stretches: tuple[RoutineStretch, ...]
    rest_s: float

    @property
    def seconds(self) -> float:
        """Return how long the whole routine takes."""
        return sum(phase.seconds for _, phase in self.phases())

    @property
    def minutes(self) -> int:
        """Return the same in whole minutes, one at least, as it is said everywhere."""
        return max(1, round(self.seconds / 60))

    def position(self, one: RoutineStretch) -> str:
        """Return how to do a stretch: sitting, where that can be and the rest of it is so."""
        positions = {variation(each.stretch, each.variation).position for each in self.stretches}
        own = variation(one.stretch, one.variation).position
        seated = "sitting" in positions and "standing" not in positions
        return "sitting" if seated and own == "standing or sitting" else own

    def phases(self) -> Iterator[tuple[int, Phase]]:
        """Yield every phase, each with the place of its stretch; a rest goes with what it follows.

        Each stretch ends with its own way up, and so a rest is begun upright.
        """
        last = len(self.stretches) - 1
        for place, one in enumerate(self.stretches):
            phases = one.phases()
            if place == last:
                yield from ((place, phase) for phase in phases)
                return
            yield from ((place, _going_on(phase)) for phase in phases)
            yield place, self._rest(place, phases[-1])

    def _rest(self, place: int, after: Phase) -> Phase:
        following = self.stretches[place + 1]
        return Phase(
            kind="rest",
            seconds=self.rest_s,
            cue=f"Rest. Next: {following.label}, {self.position(following)}.",
            pose=after.pose,
            side=None,
            top_arm=None,
            repetition=after.repetition,
            warning=None,
            eyes_off=None,
            can_extend=False,
            feels=False,
        )


def _going_on(phase: Phase) -> Phase:
    return replace(phase, cue=phase.cue.removeprefix(ALL_DONE))


def make_routine(
    stretches: Iterable[str | Mapping[str, Any]],
    name: object = USUAL_NAME,
    rest_s: object = USUAL_REST_S,
) -> Routine:
    """Return a routine, or say what is wrong with what was given.

    Parameters
    ----------
    stretches
        One to eight, in their order: keys such as "neck_tilt", or what `StretchPlayer` takes, as
        {"stretch": "neck_tilt", "variation": "seat_edge", "hold_s": 15, "repetitions": 4}.
    name
        How it is called, up to 60 letters.
    rest_s
        Seconds of rest between two stretches, 10 to 120.

    Raises
    ------
    KeyError
        If there is no such stretch or variation; the message names the closest keys.
    ValueError
        If anything else is not accepted; the message says what is.

    Examples
    --------
    >>> routine = make_routine(["clasp_and_reach", "neck_tilt"])
    >>> [one.label for one in routine.stretches], routine.seconds
    (['Clasp and reach: Clasped hands', 'Neck tilt: Basic tilt'], 275.0)
    """
    if isinstance(stretches, str | Mapping) or not isinstance(stretches, Iterable):
        raise ValueError(
            f"stretches is {stretches!r}; give a list of stretches, such as ['neck_tilt']"
        )
    given = list(stretches)
    if not 1 <= len(given) <= MOST_STRETCHES:
        raise ValueError(
            f"there are {len(given)} stretches; a routine has from 1 to {MOST_STRETCHES}"
        )
    return Routine(check_name(name), tuple(_one(item) for item in given), _rest_s(rest_s))


def check_name(name: object) -> str:
    """Return the name of a routine on one line, or raise a ValueError that says why not."""
    if not isinstance(name, str):
        raise ValueError(f"name is {name!r}; a text is accepted")
    words = " ".join(name.split())
    if not words or not words.isprintable():
        raise ValueError("the name is empty, or has signs that cannot be read; give it a word")
    if len(words) > LONGEST_NAME:
        raise ValueError(f"the name has {len(words)} letters; up to {LONGEST_NAME} are accepted")
    return words


def _rest_s(rest_s: object) -> float:
    if (
        isinstance(rest_s, int | float)
        and not isinstance(rest_s, bool)
        and LEAST_REST_S <= rest_s <= MOST_REST_S
    ):
        return float(rest_s)
    raise ValueError(
        f"rest_s is {rest_s!r}; "
        f"a number of seconds from {LEAST_REST_S} to {MOST_REST_S} is accepted"
    )


def _one(given: object) -> RoutineStretch:
    row = {"stretch": given} if isinstance(given, str) else given
    if not isinstance(row, Mapping) or "stretch" not in row:
        raise ValueError(f"a stretch is {given!r}; give a key, such as 'neck_tilt'")
    fields = ("stretch", "variation", "hold_s", "repetitions")
    if unknown := [str(field) for field in row if field not in fields]:
        raise ValueError(f"unknown: {', '.join(unknown)}; a stretch has {', '.join(fields)}")
    form = variation(row["stretch"], row.get("variation"))
    return RoutineStretch(
        stretch=row["stretch"],
        variation=form.key,
        hold_s=check_hold(form, row.get("hold_s")),
        repetitions=check_repetitions(row.get("repetitions"), form),
    )


class RoutineStretchRow(Record):
    """A stretch of a routine in the facts."""

    stretch: Key
    variation: Key
    hold_s: float
    repetitions: int


class RoutineRow(Keyed):
    """A routine that comes with the course."""

    order: int
    name: Text
    note: Text
    rest_s: float
    stretches: Annotated[tuple[RoutineStretchRow, ...], Field(min_length=1)]
    sources: Sources

    def routine(self) -> Routine:
        """Return it as a routine."""
        return make_routine([one.model_dump() for one in self.stretches], self.name, self.rest_s)


@cache
def routines() -> dict[str, RoutineRow]:
    """Return the routines that come with the course, in their order."""
    path = data_folder() / "programme" / "routines.toml"
    found = rows(path, "routine", RoutineRow)
    for row in found.values():
        try:
            row.routine()
        except (KeyError, ValueError) as error:
            raise FactError(f"{path.name}, {row.key}: {error.args[0]}") from error
    return dict(sorted(found.items(), key=lambda item: item[1].order))
