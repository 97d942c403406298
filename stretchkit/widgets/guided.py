"""What every guided session shares in Python: its state, its films, its scores, its pose lab."""

from functools import cache
from typing import Any

import traitlets

from stretchkit import facts, painlog
from stretchkit.facts.records import Stretch, Variation
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.player_body import VIEWS, body_script, packed_film
from stretchkit.widgets.player_dose import composition, doses_on_offer
from stretchkit.widgets.player_twin import stop_signs
from stretchkit.widgets.poselab import PoseLab

_SAID = (
    *("while_pain_up", "while_urgent", "stopped_urgent", "stopped_nerve"),
    *("if_it_was_true", "if_it_was_true_today"),
)
# Where the pull of each stretch is felt, for a score saved from the player.
REGIONS = {
    "cross_arm_knee_press": "between_shoulder_blades",
    "clasp_and_reach": "between_shoulder_blades",
    "neck_tilt": "neck_back",
}


class Guided(CourseWidget):
    """A session that a clock in the page guides; a subclass says of what stretches it is.

    It writes `answer`, what the page is told to a message that is of that subclass alone, and
    `score_place`, the region and the stretch of a score.
    """

    script = traitlets.Dict().tag(sync=True)
    films = traitlets.Dict().tag(sync=True)  # names of films by view; in handouts only
    state = traitlets.Enum(["ready", "running", "paused", "stopped", "done"], "ready").tag(
        sync=True
    )
    completed = traitlets.List().tag(sync=True)
    run = traitlets.Dict().tag(sync=True)
    # What was answered to Stop, for a page that is reloaded: in this kernel's memory alone.
    felt = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._lab: PoseLab | None = None
        super().__init__(**traits)
        self.on_msg(self._receive)

    def answer(self, message: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]] | None:
        """Return the answer to a message and its buffers, or None if it is not known."""
        raise NotImplementedError

    def score_place(self, message: dict[str, Any]) -> tuple[str, str | None]:
        """Return the region of a score, and the stretch that it was saved after."""
        raise NotImplementedError

    def _receive(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        """Keep a score, give a film or a pose lab, ask of the morning; answer in any case."""
        buffers: list[bytes] = []
        try:
            if own := self.answer(message):
                reply, buffers = own
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
        region, stretch = self.score_place(message)
        log.add(
            message["score"],
            region=region,
            side=message["side"],
            moment=message["moment"],
            felt_at=message.get("felt_at"),
            session=message["session"],
            stretch=stretch,
        )
        return _kept(log)


@cache
def stretch_script(stretch: Stretch, variation: Variation) -> dict[str, Any]:
    """Return what the page needs to know of one way to do a stretch; not to be changed."""
    return {
        "title": stretch.name,
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
    }


def session_script(regions: list[str]) -> dict[str, Any]:
    """Return what is said in every session, whatever is stretched."""
    words = [(region, upper(painlog.REGIONS[region])) for region in regions]
    return {
        "stop_signs": stop_signs(),
        "said": {key: facts.safety_texts()[key].text for key in _SAID},
        "stop_answers": [
            answer.model_dump(include={"key", "felt", "title", "answer", "level"})
            for answer in sorted(facts.stop_answers().values(), key=lambda row: row.order)
        ],
        "pain_rule": facts.pain_rule().model_dump(exclude={"key", "sources"}),
        "pain_place": {
            "regions": words,
            "sides": [[side, upper(word)] for side, word in painlog.SIDES.items()],
        },
    }


def film_names(stretch: str, variation: Variation) -> dict[str, str]:
    """Return the name of the film of each view of a variation."""
    return {view: f"film.{stretch}.{variation.key}.{view}" for view in VIEWS}


def films_by_name(stretch: str, variation: Variation) -> dict[str, str]:
    """Return the films of a variation by name: players of one variation share them."""
    names = film_names(stretch, variation)
    return {names[view]: packed_film(variation, view) for view in VIEWS}


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
    asked = {"morning": painlog.morning_question(log)}
    # The reader's own log stops the players of every notebook, not only those beside the diary.
    return {**asked, "advice": _advice(log)} if log.is_own and not log.needs_answer else asked


def _kept(log: painlog.PainLog) -> dict[str, Any]:
    return {"saved": True, "in_memory": log.in_memory, "advice": _advice(log)}


def _advice(log: painlog.PainLog) -> list[dict[str, str]]:
    return [one._asdict() for one in painlog.advice_for(log.entries())]


def upper(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
