"""The guided stretch: a clock in the page that says what to do, which side and how long still."""

from typing import Any

import traitlets

from stretchkit import facts, painlog
from stretchkit.facts.timeline import check_hold, check_repetitions
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.player_body import VIEWS, body_script, film_bytes, packed_film
from stretchkit.widgets.player_dose import composition, dose_of, doses_on_offer
from stretchkit.widgets.player_twin import player_twin, stop_signs
from stretchkit.widgets.poselab import PoseLab

# Where the pull of each stretch is felt, for a score saved from the player.
REGIONS = {
    "cross_arm_knee_press": "between_shoulder_blades",
    "clasp_and_reach": "between_shoulder_blades",
    "neck_tilt": "neck_back",
}


class StretchPlayer(CourseWidget):
    """Guide one session of a stretch: get ready, move, hold, rest, change sides, repeat.

    The clock runs in the page, so it stays right while Python computes and after Python ended.
    How long and how often can be chosen there, before Start.

    Parameters
    ----------
    stretch
        Key of the stretch: "cross_arm_knee_press", "clasp_and_reach" or "neck_tilt".
    variation
        Key of the variation; the stretch's first if not given.
    hold_s
        Seconds of each hold, from 1 to what the variation allows; the choice to begin with.
    repetitions
        Holds on each side, or in all where there are no sides, 1 to 10; the choice to begin with.

    Attributes
    ----------
    state : str
        "ready", "running", "paused", "stopped" or "done".
    completed : list of dict
        Each phase that was done to its end: `kind`, `side`, `repetition`, `planned_s`, `seconds`
        (pauses not counted).
    dose : dict
        What is chosen in the page: `hold_s`, `repetitions`, and `key`, the row of the dose table
        ("own" for other numbers).

    Raises
    ------
    KeyError
        If there is no such stretch or variation; the message names the closest keys.
    ValueError
        If a number is outside its range; the message names the range.

    Examples
    --------
    >>> player = StretchPlayer("neck_tilt", hold_s=15, repetitions=2)
    >>> player
    StretchPlayer: Neck tilt, basic, hold 15 s, 2 times each side
    >>> player.state
    'ready'
    """

    kind = "player"

    script = traitlets.Dict().tag(sync=True)
    films = traitlets.Dict().tag(sync=True)  # by view, the name of its film; in handouts only
    dose = traitlets.Dict().tag(sync=True)
    state = traitlets.Enum(["ready", "running", "paused", "stopped", "done"], "ready").tag(
        sync=True
    )
    completed = traitlets.List().tag(sync=True)
    run = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        stretch: str,
        variation: str | None = None,
        hold_s: float | None = None,
        repetitions: int | None = None,
    ) -> None:
        self._stretch = facts.stretch(stretch)
        self._variation = facts.variation(stretch, variation)
        self._hold_s = check_hold(self._variation, hold_s)
        self._repetitions = check_repetitions(repetitions, self._variation)
        given = {
            "stretch": stretch,
            "variation": variation,
            "hold_s": hold_s,
            "repetitions": repetitions,
        }
        self._lab: PoseLab | None = None
        self._arguments = {name: value for name, value in given.items() if value is not None}
        chosen = dose_of(self._variation, self._hold_s, self._repetitions)
        super().__init__(script=self._script(), dose=chosen)
        self.on_msg(self._receive)

    @traitlets.validate("dose")  # type: ignore[untyped-decorator]
    def _within_what_is_allowed(self, proposal: dict[str, Any]) -> dict[str, Any]:
        try:
            check_hold(self._variation, proposal["value"]["hold_s"])
            check_repetitions(proposal["value"]["repetitions"], self._variation)
        except (KeyError, ValueError) as error:
            raise traitlets.TraitError(f"not a dose of this stretch: {error}") from error
        return dict(proposal["value"])

    def offline_state(self) -> dict[str, Any]:
        """Return the names of the films of this variation."""
        return {"films": {view: self._film_name(view) for view in VIEWS}}

    def offline_blobs(self) -> dict[str, str]:
        """Return the films by name: players of one variation share them."""
        return {self._film_name(view): packed_film(self._variation, view) for view in VIEWS}

    def _film_name(self, view: str) -> str:
        return f"film.{self._stretch.key}.{self._variation.key}.{view}"

    def arguments(self) -> dict[str, Any]:
        """Return the constructor arguments that were given."""
        return dict(self._arguments)

    def words(self) -> str:
        """Return one line that says what this is."""
        sides = " each side" if self._variation.sides == "feel" else ""
        variation = self._variation.key.replace("_", " ")
        times = "once" if self._repetitions == 1 else f"{self._repetitions} times"
        return (
            f"StretchPlayer: {self._stretch.name}, {variation}, "
            f"hold {self._hold_s:g} s, {times}{sides}"
        )

    def twin(self) -> str:
        """Return the stretch as a picture of the hold and a list of steps, for paper."""
        return player_twin(self._stretch, self._variation, self._hold_s, self._repetitions)

    def _script(self) -> dict[str, Any]:
        variation = self._variation
        return {
            "title": self._stretch.name,
            "variation": variation.name,
            "position": variation.position.capitalize(),
            "sides": variation.sides,
            "longest_hold_s": variation.max_hold_s,
            "doses": doses_on_offer(variation),
            **composition(variation),
            "body": body_script(variation),
            "ready_line": variation.ready_line,
            "stop_line": variation.stop_line,
            "feel_it": variation.feel_it,
            "way_out": variation.way_out,
            "not_for_you_if": list(variation.not_for_you_if),
            "easier": list(variation.easier),
            "stop_signs": stop_signs(),
            "stop_answers": [
                answer.model_dump(include={"key", "felt", "title", "answer", "level"})
                for answer in sorted(facts.stop_answers().values(), key=lambda row: row.order)
            ],
            "pain_rule": facts.pain_rule().model_dump(exclude={"key", "sources"}),
            "pain_place": {
                "region": _upper(painlog.REGIONS[REGIONS[self._stretch.key]]),
                "sides": [[side, _upper(word)] for side, word in painlog.SIDES.items()],
            },
        }

    def _receive(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        """Keep a score, give a film or a pose lab, ask of the morning; answer in any case."""
        buffers = []
        try:
            if "film" in message:
                reply, buffers = {}, [film_bytes(self._variation, message["film"])]
            elif "lab" in message:
                reply = {"lab": self._open_lab(**message["lab"])}
            elif "morning" in message:
                reply = _next_morning(message["morning"])
            else:
                reply = self._keep(message)
        except Exception as error:  # Whatever went wrong, the page must not wait for ever.
            reply = {"error": str(error)}
        self.send({"request": message.get("request"), **reply}, buffers)

    def _open_lab(self, pose: str, side: str) -> str:
        """Return the model of a pose lab that the page shows in the player."""
        if self._lab is not None:
            self._lab.close()
        self._lab = PoseLab(pose, side)
        return str(self._lab.model_id)

    def _keep(self, message: dict[str, Any]) -> dict[str, Any]:
        log = painlog.default_log()
        if message.get("keep") is False:
            log.keep_in_memory()
        elif log.needs_answer and "keep" not in message:
            return {"ask": True}
        log.add(
            message["score"],
            region=REGIONS[self._stretch.key],
            side=message["side"],
            moment=message["moment"],
            felt_at=message.get("felt_at"),
            session=message["session"],
            stretch=self._stretch.key,
        )
        return _kept(log)


def _next_morning(message: dict[str, Any]) -> dict[str, Any]:
    """Return what to ask of a stretch of yesterday, or keep the answer, or put it aside."""
    log = painlog.default_log()
    match message:
        case {"session": str(session), "score": score}:
            painlog.answer_morning(log, session, score)
            return _kept(log)
        case {"leave": str(session)}:
            painlog.leave_morning(session)
            return {}
    return {"morning": painlog.morning_question(log)}


def _kept(log: painlog.PainLog) -> dict[str, Any]:
    advice = [one._asdict() for one in painlog.advice_for(log.entries())]
    return {"saved": True, "in_memory": log.in_memory, "advice": advice}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
