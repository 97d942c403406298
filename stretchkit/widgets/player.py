"""The guided stretch: a clock in the page that says what to do, which side and how long still."""

from typing import Any

import traitlets

from stretchkit import facts
from stretchkit.facts.timeline import check_hold, check_repetitions
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
from stretchkit.widgets.player_twin import player_twin


class StretchPlayer(Guided):
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

    dose = traitlets.Dict().tag(sync=True)

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
        self._arguments = {name: value for name, value in given.items() if value is not None}
        chosen = dose_of(self._variation, self._hold_s, self._repetitions)
        script = {
            **stretch_script(self._stretch, self._variation),
            **session_script([REGIONS[stretch]]),
        }
        super().__init__(script=script, dose=chosen)

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
        return {"films": film_names(self._stretch.key, self._variation)}

    def offline_blobs(self) -> dict[str, str]:
        """Return the films by name: players of one variation share them."""
        return films_by_name(self._stretch.key, self._variation)

    def answer(self, message: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]] | None:
        """Return the film that the page asks for."""
        if "film" in message:
            return {}, [film_bytes(self._variation, message["film"])]
        return None

    def score_place(self, message: dict[str, Any]) -> tuple[str, str | None]:
        """Return where this stretch is felt, and its key."""
        return REGIONS[self._stretch.key], self._stretch.key

    def arguments(self) -> dict[str, Any]:
        """Return the constructor arguments that were given."""
        return dict(self._arguments)

    def sheet_name(self) -> str:
        """Return the stretch and its form: its steps are taken home as one sheet."""
        return f"{self._stretch.name}: {self._variation.name}"

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
