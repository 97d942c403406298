"""A guided routine: several stretches with rests between them, kept under a name if wanted."""

from collections.abc import Iterable, Mapping
from typing import Any

import traitlets

from stretchkit import facts, painlog
from stretchkit.facts.library import look_up
from stretchkit.facts.records import Variation
from stretchkit.facts.routine import (
    LEAST_REST_S,
    LONGEST_NAME,
    MOST_REST_S,
    MOST_STRETCHES,
    USUAL_NAME,
    USUAL_REST_S,
    Routine,
    make_routine,
)
from stretchkit.painlog.place import default_path
from stretchkit.programmes import shelf
from stretchkit.widgets.guided import (
    REGIONS,
    Guided,
    film_names,
    films_by_name,
    session_script,
    stretch_script,
)
from stretchkit.widgets.player_body import film_bytes
from stretchkit.widgets.player_dose import dose_of
from stretchkit.widgets.routine_twin import routine_twin

Stretches = Iterable[str | Mapping[str, Any]]


class RoutinePlayer(Guided):
    """Guide several stretches one after the other, with a rest between each two.

    In the page the reader may change the routine before Start and keep it under a name: in a file
    of the reader on this computer, never in the notebook.

    Parameters
    ----------
    stretches
        Key of a routine of the course: "three_seated", "neck_only" or "shoulder_blades_only". Or
        a list of one to eight stretches, each a key or what `StretchPlayer` takes, such as
        {"stretch": "neck_tilt", "variation": "seat_edge", "hold_s": 15, "repetitions": 4}.
    name
        How it is called, up to 60 letters.
    rest_s
        Seconds of rest between two stretches, 10 to 120.

    Attributes
    ----------
    state : str
        "ready", "running", "paused", "stopped" or "done".
    completed : list of dict
        Each phase that was done to its end, as in `StretchPlayer`, and `stretch`, its place.
    routine : dict
        What is chosen in the page: `stretches` and `rest_s`. No name.

    Raises
    ------
    KeyError
        If there is no such routine, stretch or variation; the message names the closest keys.
    ValueError
        If anything else is not accepted; the message says what is.

    Examples
    --------
    >>> RoutinePlayer("neck_only")
    RoutinePlayer: Short: neck only, 2 stretches, about 2 minutes
    >>> from stretchkit.programmes import programme
    >>> RoutinePlayer(programme(["neck_turn"]).routines(week=2), name="Week 2")
    RoutinePlayer: Week 2, 1 stretch, about 4 minutes
    """

    kind = "routine"

    routine = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        stretches: str | Stretches = "three_seated",
        name: str | None = None,
        rest_s: float | None = None,
    ) -> None:
        if not isinstance(stretches, str | Mapping) and isinstance(stretches, Iterable):
            stretches = list(stretches)
        self._routine = _made(stretches, name, rest_s)
        given = {"stretches": stretches, "name": name, "rest_s": rest_s}
        self._arguments = {key: value for key, value in given.items() if value is not None}
        super().__init__(script=self._script(_forms()), routine=_for_page(self._routine))

    @traitlets.validate("routine")  # type: ignore[untyped-decorator]
    def _within_what_is_allowed(self, proposal: dict[str, Any]) -> dict[str, Any]:
        try:
            _from_page(proposal["value"])
        except (KeyError, ValueError, TypeError) as error:
            raise traitlets.TraitError(f"not a routine: {error}") from error
        return dict(proposal["value"])

    def arguments(self) -> dict[str, Any]:
        """Return the constructor arguments that were given."""
        return dict(self._arguments)

    def words(self) -> str:
        """Return one line that says what this is."""
        count = len(self._routine.stretches)
        minutes = self._routine.minutes
        return (
            f"RoutinePlayer: {self._routine.name}, {count} stretch{'' if count == 1 else 'es'}, "
            f"about {minutes} minute{'' if minutes == 1 else 's'}"
        )

    def twin(self) -> str:
        """Return the routine as a table and the steps of each stretch, for paper."""
        return routine_twin(self._routine)

    def offline_state(self) -> dict[str, Any]:
        """Return the script and the films of the stretches that come with the page."""
        forms = self._forms_offline()
        films = {form: film_names(stretch, one) for form, (stretch, one) in forms.items()}
        return {"films": films, "script": self._script(forms)}

    def offline_blobs(self) -> dict[str, str]:
        """Return the films by name: players of one variation share them."""
        return {
            name: film
            for stretch, one in self._forms_offline().values()
            for name, film in films_by_name(stretch, one).items()
        }

    def _forms_offline(self) -> dict[str, tuple[str, Variation]]:
        came_along = [self._routine, *(row.routine() for row in facts.routines().values())]
        used = {_form(one.stretch, one.variation) for row in came_along for one in row.stretches}
        return {form: row for form, row in _forms().items() if form in used}

    def _script(self, forms: dict[str, tuple[str, Variation]]) -> dict[str, Any]:
        with_course = [
            {"name": row.name, "note": row.note, **_for_page(row.routine())}
            for row in facts.routines().values()
        ]
        own = {"name": self._routine.name, **_for_page(self._routine)}
        is_new = all({**own, "note": row["note"]} != row for row in with_course)
        return {
            "forms": {
                form: stretch_script(facts.stretch(stretch), one)
                for form, (stretch, one) in forms.items()
            },
            "routines": [*([own] if is_new else []), *with_course],
            "limits": {
                "least_rest_s": LEAST_REST_S,
                "most_rest_s": MOST_REST_S,
                "most_stretches": MOST_STRETCHES,
                "longest_name": LONGEST_NAME,
                "most_minutes": facts.plan_limits().most_minutes,
            },
            **session_script(list(dict.fromkeys(REGIONS.values()))),
        }

    def answer(self, message: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]] | None:
        """Return the film of a stretch, or what became of the routines that are kept."""
        if "film" in message:
            _, one = _forms()[message["form"]]
            return {}, [film_bytes(one, message["film"])]
        if "saved" in message:
            return _kept(message["saved"]), []
        return None

    def score_place(self, message: dict[str, Any]) -> tuple[str, str | None]:
        """Return where it was said to hurt; a routine is no one stretch."""
        return message["region"], None


def _made(stretches: str | Stretches, name: object, rest_s: object) -> Routine:
    if isinstance(stretches, str):
        known = look_up(facts.routines(), stretches, "routine").routine()
        return make_routine(
            [vars(one) for one in known.stretches],
            known.name if name is None else name,
            known.rest_s if rest_s is None else rest_s,
        )
    return make_routine(
        stretches,
        USUAL_NAME if name is None else name,
        USUAL_REST_S if rest_s is None else rest_s,
    )


def _form(stretch: str, variation: str) -> str:
    return f"{stretch}:{variation}"


def _forms() -> dict[str, tuple[str, Variation]]:
    """Return every way to do a stretch, under the key that the page calls it by."""
    return {
        _form(key, one.key): (key, one)
        for key, row in facts.stretches().items()
        for one in row.variations
    }


def _for_page(routine: Routine) -> dict[str, Any]:
    return {
        "rest_s": routine.rest_s,
        "stretches": [
            {
                "form": _form(one.stretch, one.variation),
                **dose_of(facts.variation(one.stretch, one.variation), one.hold_s, one.repetitions),
            }
            for one in routine.stretches
        ],
    }


def _from_page(row: dict[str, Any], name: object = USUAL_NAME) -> Routine:
    stretches = []
    for one in row["stretches"]:
        stretch, _, variation = str(one["form"]).partition(":")
        dose = {"hold_s": one["hold_s"], "repetitions": one["repetitions"]}
        stretches.append({"stretch": stretch, "variation": variation, **dose})
    return make_routine(stretches, name, row["rest_s"])


def _kept(act: dict[str, Any]) -> dict[str, Any]:
    """Do what the page asks with the routines of the reader; nothing where others may look."""
    log = painlog.default_log()
    if act.get("keep") is False:
        log.keep_in_memory()
    if log.in_memory:
        return {"page_only": True}
    kept = shelf.RoutineShelf(default_path().parent / shelf.NAME)
    try:
        match act:
            case {"act": "list"}:
                pass
            case {"act": "save", "routine": dict(row)}:
                routine = _from_page(row, row["name"])
                if log.needs_answer:
                    if not act.get("keep"):
                        return {"ask": True}
                    log.keep_in_file()
                kept.save(routine, replace=act.get("replace") is True)
            case {"act": "rename", "name": str(name), "to": to}:
                kept.rename(name, to)
            case {"act": "delete", "name": str(name)}:
                kept.delete(name)
            case _:
                return {"error": "the page asked for something that is not known; reload it"}
    except shelf.NameTakenError:
        return {"taken": True}
    return {"routines": [{"name": one.name, **_for_page(one)} for one in kept.all()]}
