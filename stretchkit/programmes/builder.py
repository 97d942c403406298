"""Make a plan: check what was given, choose the items, let them grow within the time."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from stretchkit import facts
from stretchkit.facts.library import look_up
from stretchkit.facts.plan_rules import Condition
from stretchkit.facts.records import Keyed, Note, RedFlag
from stretchkit.programmes.choosing import choose
from stretchkit.programmes.moves import every_move, rules_out, ways_in_no_plan, without
from stretchkit.programmes.plan import Advice, Dose, Item, Move, Plan

# The days of a week, counted from its first. Three of them have a day of rest after each, and
# every other pattern holds those three: so strength work always has its rest.
_DAYS = {3: (0, 2, 4), 4: (0, 1, 2, 4), 5: (0, 1, 2, 3, 4)}


def programme(
    observations: Iterable[str] = (),
    weeks: int = 8,
    days: int = 3,
    not_for: Iterable[str] = (),
    start: date | str | None = None,
    example: bool = False,
) -> Plan:
    """Make a plan from what was observed: at most 4 items and 12 minutes a day.

    Strength work is always in it, unless everything of the kind is ruled out: then the plan says
    so. It fills up with what the three stretches leave out. The same input gives the same plan.

    Parameters
    ----------
    observations
        Keys of `data/observations` that the reader wants to work on.
    weeks
        How many weeks, 6 to 12.
    days
        How many days a week, 3 to 5.
    not_for
        What rules exercises out: keys of `data/programme/conditions.toml`, and red flags. One
        that says not to stretch gives its advice and no plan.
    start
        The first day, as a date or as "2027-01-04"; only a calendar needs it.
    example
        Whether it is there to look at, and nobody's own plan; its sheet then says so.

    Raises
    ------
    KeyError
        If a key is unknown; the message names the closest keys.
    ValueError
        If a number is outside its range or the date cannot be read; the message says what can.

    Examples
    --------
    >>> programme(["neck_turn", "neck_hold"], weeks=6)
    Plan for 6 weeks, 3 days a week, up to 11.5 minutes a day: lying chin nod; \
stretch 3, neck tilt: basic tilt; wall slide with a lift; chest stretch in a doorway
    """
    limits = facts.plan_limits()
    marked = _keys("observations", observations, facts.observations(), "observation")
    rules = facts.conditions()
    given = _keys("not_for", not_for, {**rules, **facts.red_flags()}, "condition or red flag")
    weeks = _whole("weeks", weeks, limits.fewest_weeks, limits.most_weeks)
    days = _whole("days", days, limits.fewest_days, limits.most_days)
    first = _date(start)
    flags = tuple(key for key in given if key not in rules)
    if advice := _advice(given):
        return Plan(weeks, _DAYS[days], first, (), (), (), _step_back(), advice.sources, advice)
    everything = every_move()
    allowed = without(everything, tuple(key for key in given if key in rules))
    who = "Marked in this example" if example else "You marked"
    chosen = choose(allowed, frozenset(marked), limits.most_items, who)
    has_strength = any(move.kind == "strengthen" for move, _ in chosen)
    if len(chosen) < limits.fewest_items or not has_strength:
        chosen = ()
    doses = _grow([move for move, _ in chosen], weeks, limits.most_minutes)
    items = tuple(
        Item(move, why, each, _DAYS[min(days, move.days_a_week)])
        for (move, why), each in zip(chosen, doses, strict=True)
    )
    said = _said(items, flags)
    rests_on = [
        *(item.move.sources for item in items),
        *(lack.sources for lack in facts.lacks().values()),
        limits.sources,
        facts.pain_rule().sources,
        *(one.sources for one in said),
    ]
    return Plan(
        weeks=weeks,
        days=_DAYS[days],
        start=first,
        items=items,
        notes=(
            *(one.text for one in said),
            *(_left(items, marked, everything, allowed) if items else ()),
            *_in_no_plan(key for key in given if key in rules),
        ),
        counter_movements=_counter_movements(items, allowed),
        step_back=_step_back(),
        sources=tuple(dict.fromkeys(chain.from_iterable(rests_on))),
        example=example,
    )


def _advice(given: tuple[str, ...]) -> Advice | None:
    """Return the advice of the most urgent thing that says not to stretch, if there is one."""
    known: dict[str, Condition | RedFlag] = {**facts.conditions(), **facts.red_flags()}
    found = [known[key] for key in given]
    for level in sorted(facts.levels().values(), key=lambda level: level.order):
        urgent = [one for one in found if one.level == level.key != "go_on"]
        if urgent:
            texts = facts.safety_texts()
            then = [texts[one.key].text for one in found if one.key in texts]
            sources = [*level.sources, *(key for one in urgent for key in one.sources)]
            words = " ".join([level.advice, *then])
            return Advice(level.key, level.title, words, tuple(dict.fromkeys(sources)))
    return None


def _step_back() -> str:
    rule = facts.pain_rule()
    return " ".join([rule.during, rule.after, rule.over_once, rule.over_twice])


def _grow(moves: list[Move], weeks: int, most_minutes: float) -> list[tuple[Dose, ...]]:
    """Return a dose for each week: one step up at its time, if the day has room for it."""
    at = [0] * len(moves)
    grown: list[list[Dose]] = [[] for _ in moves]
    for week in range(weeks):
        for number, move in enumerate(moves):
            due = week if move.kind == "stretch" else week * len(move.steps) // weeks
            if at[number] < min(due, len(move.steps) - 1):
                tried = [*at[:number], at[number] + 1, *at[number + 1 :]]
                if _minutes(moves, tried) <= most_minutes:
                    at = tried
        for row, move, step in zip(grown, moves, at, strict=True):
            row.append(move.steps[step])
    return [tuple(row) for row in grown]


def _minutes(moves: list[Move], at: list[int]) -> float:
    return sum(move.steps[step].minutes for move, step in zip(moves, at, strict=True))


def _said(items: tuple[Item, ...], flags: tuple[str, ...]) -> list[Note]:
    """Return the sentences of the facts that stand on this plan."""
    texts = facts.plan_texts()
    keys = ["strength", "no_best", "keep_moving"] if items else ["nothing_left"]
    go_on = facts.levels()["go_on"]
    milder = [Note(key=go_on.key, text=go_on.advice, sources=go_on.sources)] if flags else []
    return [*(texts[key] for key in keys), *milder]


def _left(
    items: tuple[Item, ...],
    marked: tuple[str, ...],
    everything: tuple[Move, ...],
    allowed: tuple[Move, ...],
) -> list[str]:
    """Say what was marked and is not answered, and what is left out."""
    answered = {key for item in items for key in item.move.answers}
    possible = {key for move in allowed for key in move.answers}
    open_ = [key for key in marked if key not in answered]
    kept = {move.key for move in allowed}
    out = dict.fromkeys(move.label for move in everything if move.key not in kept)
    return [
        *_list("There was no room for", _labels(key for key in open_ if key in possible)),
        *_list(
            "Nothing of our list for this is for you now, so ask a doctor or physiotherapist",
            _labels(key for key in open_ if key not in possible),
        ),
        *_list("Left out, because of what you said", list(out)),
        *([facts.plan_texts()["left_out"].text] if out else []),
    ]


def _in_no_plan(conditions: Iterable[str]) -> list[str]:
    """Say what else to leave out for each tick, so that none seems to count for nothing."""
    found = []
    for condition in (facts.conditions()[key] for key in conditions):
        ways = [
            label for label, lines in ways_in_no_plan().items() if rules_out(condition, lines, ())
        ]
        if ways:
            said = condition.plain_label.removesuffix(".")
            them = "it" if len(ways) == 1 else "them"
            found.append(
                f"Leave out too, though no plan has {them}: {'; '.join(ways)} (you said “{said}”)."
            )
    return found


def _labels(keys: Iterable[str]) -> list[str]:
    return [facts.observations()[key].plain_label for key in keys]


def _list(words: str, labels: list[str]) -> list[str]:
    return [f"{words}: {'; '.join(labels)}."] if labels else []


def _counter_movements(
    items: tuple[Item, ...], allowed: tuple[Move, ...]
) -> tuple[tuple[str, str], ...]:
    found = []
    for key, lack in facts.lacks().items():
        giving = [item.move.label for item in items if key in item.move.gives]
        if giving:
            by = f"In this plan: {'; '.join(giving)}."
        elif others := [move.label for move in allowed if key in move.gives]:
            by = f"Not in this plan. Another time: {'; '.join(others)}."
        else:
            by = "Not in this plan: nothing of our list for it is for you now."
        found.append((lack.words, by))
    return tuple(found)


def _keys(name: str, keys: Iterable[str], known: Mapping[str, Keyed], noun: str) -> tuple[str, ...]:
    """Return the keys in the order of the facts, each once."""
    if isinstance(keys, str) or not isinstance(keys, Iterable):
        raise ValueError(
            f"{name} is {keys!r}; give a list of keys, such as [{next(iter(known))!r}]"
        )
    given = list(keys)
    for key in given:
        look_up(dict(known), str(key), noun)
    return tuple(key for key in known if key in given)


def _whole(name: str, number: object, least: int, most: int) -> int:
    if isinstance(number, int) and not isinstance(number, bool) and least <= number <= most:
        return number
    raise ValueError(f"{name} is {number!r}; a whole number from {least} to {most} is accepted")


def _date(start: object) -> date | None:
    # A datetime is a date too, but a day is what is meant.
    if start is None or type(start) is date:
        return start
    try:
        return date.fromisoformat(start)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(
            f"start is {start!r}; give a date, or a text such as '2027-01-04'"
        ) from None
