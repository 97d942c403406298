"""The Canadian C-spine rule on written cases: a student's exercise and never a self-test."""

from functools import cache
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from stretchkit.facts.library import FactError, check, look_up, read_toml, rows
from stretchkit.facts.links import must_name
from stretchkit.facts.place import data_folder
from stretchkit.facts.records import Key, Keyed, Sources, Text

Image = bool | Literal["not applicable"]


class RuleItem(Keyed):
    """One item of the rule; `checked` is false where no source was seen for it."""

    words: Text
    checked: bool = True
    sources: Sources


class Mechanism(RuleItem):
    """A way in which a neck is hurt, or not."""

    blunt: bool = True
    dangerous: bool = False
    simple_rear_end: bool = False


class CspineRule(Keyed):
    """The rule as published, its limits, and what the project adds as a caution of its own."""

    key: Literal["cspine_rule"]
    name: Text
    exercise_only: Text
    least_age: int
    high_risk_age: int
    turn_degrees: int
    most_hours: int
    accuracy: Text
    doubt: Text
    limits: tuple[RuleItem, ...]
    mechanisms: tuple[Mechanism, ...]
    high_risk: tuple[RuleItem, ...]
    low_risk: tuple[RuleItem, ...]
    cautions: tuple[RuleItem, ...]
    sources: Sources

    @model_validator(mode="after")
    def _the_items_are_those_that_a_case_is_asked_for(self) -> "CspineRule":
        asked = {
            "high_risk": {"age", "dangerous_mechanism", "tingling"},
            "low_risk": {"simple_rear_end", "sitting", "walked", "delayed"}
            | {"no_midline_tenderness"},
            "cautions": {"midline_tenderness", "cannot_turn"},
        }
        for table, keys in asked.items():
            if {item.key for item in getattr(self, table)} != keys:
                raise ValueError(f"{table}: the keys are {', '.join(sorted(keys))}")
        if not {"under_16", "not_blunt", "over_48_hours"} <= {item.key for item in self.limits}:
            raise ValueError("limits: under_16, not_blunt and over_48_hours must be among them")
        return self


class CspineCase(Keyed):
    """A written case, with the answer that the rule gives.

    `hours` have passed since the injury; `limits` are those that are not seen from age, hours and
    mechanism. `can_turn` says if the head turns as far as the rule asks, both ways; where the rule
    has decided before, nobody asked for it and it is left out.
    """

    text: Text
    age: Annotated[int, Field(ge=0, le=120)]
    hours: Annotated[float, Field(ge=0)] = 0
    mechanism: Key
    limits: tuple[Key, ...] = ()
    tingling: bool
    sitting: bool
    walked: bool
    delayed: bool
    midline_tenderness: bool
    can_turn: bool | None = None
    image: Image
    why: Text
    sources: Sources


class Decision(NamedTuple):
    """What the rule says of a case, at which step and because of which of its items.

    `cautions` are the project's own and change nothing in what the rule says.
    """

    image: Image
    step: Literal["limits", "high risk", "low risk", "turning"]
    because: tuple[str, ...]
    cautions: tuple[str, ...]


def decide(case: CspineCase) -> Decision:
    """Return what the rule says of a written case.

    Parameters
    ----------
    case
        The case; never the reader's own neck.

    Raises
    ------
    ValueError
        If all depends on turning the head and the case does not say how far it turns.

    Examples
    --------
    >>> decision = decide(cspine_cases()["cyclist"])
    >>> decision.image, decision.step, decision.because
    (True, 'high risk', ('dangerous_mechanism',))
    """
    rule = cspine_rule()
    mechanism = next(item for item in rule.mechanisms if item.key == case.mechanism)
    outside = {
        "under_16": case.age < rule.least_age,
        "not_blunt": not mechanism.blunt,
        "over_48_hours": case.hours > rule.most_hours,
    }
    high_risk = {
        "age": case.age >= rule.high_risk_age,
        "dangerous_mechanism": mechanism.dangerous,
        "tingling": case.tingling,
    }
    low_risk = {
        "simple_rear_end": mechanism.simple_rear_end,
        "sitting": case.sitting,
        "walked": case.walked,
        "delayed": case.delayed,
        "no_midline_tenderness": not case.midline_tenderness,
    }
    cautions = _those_that_hold(
        {"midline_tenderness": case.midline_tenderness, "cannot_turn": case.can_turn is False}
    )
    if limits := (*_those_that_hold(outside), *case.limits):
        return Decision("not applicable", "limits", limits, cautions)
    if high := _those_that_hold(high_risk):
        return Decision(True, "high risk", high, cautions)
    low = _those_that_hold(low_risk)
    if not low:
        return Decision(True, "low risk", (), cautions)
    if case.can_turn is None:
        raise ValueError(f"{case.key}: the rule goes on to turning, so can_turn must be given")
    if not case.can_turn:
        return Decision(True, "turning", ("cannot_turn",), cautions)
    return Decision(False, "turning", low, cautions)


def _those_that_hold(items: dict[str, bool]) -> tuple[str, ...]:
    return tuple(key for key, holds in items.items() if holds)


@cache
def cspine_rule() -> CspineRule:
    """Return the rule."""
    path = data_folder() / "safety" / "cspine_rule.toml"
    return check(read_toml(path), CspineRule, path)


@cache
def cspine_cases() -> dict[str, CspineCase]:
    """Return the written cases, each checked against the rule."""
    path = data_folder() / "cases" / "cspine.toml"
    found = rows(path, "case", CspineCase)
    mechanisms = [item.key for item in cspine_rule().mechanisms]
    limits = [item.key for item in cspine_rule().limits]
    for case in found.values():
        must_name([case.mechanism], mechanisms, path, case.key, "mechanism")
        must_name(case.limits, limits, path, case.key, "limit")
        try:
            said = decide(case).image
        except ValueError as error:
            raise FactError(f"{path.name}, {error}") from error
        if said != case.image:
            raise FactError(f"{path.name}, {case.key}: image is {case.image}, the rule says {said}")
    return found


def rule_words(key: str) -> str:
    """Return the words of an item of the rule.

    Examples
    --------
    >>> rule_words("walked")
    'Has walked at any time since.'
    """
    rule = cspine_rule()
    tables = (rule.limits, rule.mechanisms, rule.high_risk, rule.low_risk, rule.cautions)
    return look_up({item.key: item for table in tables for item in table}, key, "item").words
