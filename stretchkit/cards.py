"""A fact as a card to read, and lists of sources."""

from collections.abc import Iterable
from html import escape

from stretchkit import facts
from stretchkit.card_parts import Shown, card, folded, items, line, sentence
from stretchkit.facts import records
from stretchkit.facts.citations import cite_list

_LONGEST_S = 60


class MuscleCard(Shown, records.Muscle):
    """A muscle that displays as a card."""

    def words(self) -> str:
        return f"{sentence(self.plain_label)} ({self.latin})"

    def html(self) -> str:
        longer = [item.name for item in facts.stretches().values() if self.key in item.lengthens]
        shorter = [item.name for item in facts.stretches().values() if self.key in item.shortens]
        return card(
            sentence(self.plain_label),
            line("What it does", self.action_words),
            line("From", f"{sentence(self.origin)}."),
            line("To", f"{sentence(self.insertion)}."),
            line("What works against it", self._opponents()),
            line("Gets longer in", ", ".join(longer)),
            line("Gets shorter in", ", ".join(shorter)),
            folded("Names and terms for students", self._terms()),
            folded("What is not certain", self._doubts()),
            folded("Sources", cite_list(self._every_source())),
        )

    def _opponents(self) -> str:
        named = f"{sentence(_labels(self.antagonists))}." if self.antagonists else ""
        return " ".join(filter(None, [named, self.antagonists_note]))

    def _terms(self) -> str:
        nerves = [facts.nerves()[key] for key in self.nerve]
        layer = " ".join(filter(None, [f"{sentence(self.layer)}.", self.layer_note]))
        return (
            f"<p>In Latin: <i>{escape(self.latin)}</i></p>"
            + line("TA98", self.ta98 or "")
            + line("Layer", layer)
            + line("Origin", self.origin_latin)
            + line("Insertion", self.insertion_latin)
            + line("Nerve", "; ".join(f"{one.plain_label} ({one.latin})" for one in nerves))
            + line("Roots", self.roots)
            + line("Actions", "; ".join(facts.actions()[key].term for key in self.actions))
        )

    def _doubts(self) -> str:
        notes = facts.anatomy_notes()
        referral = self.referral or self.referral_note or ""
        role = f"{sentence(self.upper_crossed)}." if self.upper_crossed else ""
        crossed = " ".join(filter(None, [role, self.upper_crossed_note]))
        return (
            line("Texts differ", self.differs or "")
            + line("Where a sore spot in it may be felt", f"{sentence(referral)}.")
            + (f"<p>{escape(notes['referral'].text)}</p>" if self.referral else "")
            + line("In the upper-crossed proposal", crossed)
            + (f"<p>{escape(notes['upper_crossed'].text)}</p>" if crossed else "")
        )

    def _every_source(self) -> list[str]:
        notes = facts.anatomy_notes()
        keys = list(self.sources)
        if self.referral:
            keys += notes["referral"].sources
        if self.upper_crossed or self.upper_crossed_note:
            keys += notes["upper_crossed"].sources
        return list(dict.fromkeys(keys))


class StretchCard(Shown, records.Stretch):
    """A stretch that displays as a card, its steps made from the numbers the timer counts."""

    def words(self) -> str:
        ways = ", ".join(one.key for one in self.variations)
        return f"Stretch {self.number}: {self.name}. {self.summary} Variations: {ways}"

    def html(self) -> str:
        return card(
            f"Stretch {self.number}: {self.name}",
            f"<p>{escape(self.summary)}</p>",
            line("What it can do", self.can_do),
            line("What it cannot do", self.cannot_do),
            line("Gets longer", _labels(self.lengthens)),
            line("Gets shorter", _labels(self.shortens)),
            *(_variation(one, self.faults_of(one)) for one in self.variations),
            _doses(self.variations),
            folded("Sources", cite_list(self._every_source())),
        )

    def _every_source(self) -> list[str]:
        keys = [*self.sources, *(key for one in self.variations for key in one.sources)]
        return list(dict.fromkeys(keys))


class SourceList(Shown):
    """A list of sources, each an anchor that a citation in the text can point to."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys
        self._references = [facts.cite(key) for key in keys]

    def words(self) -> str:
        return "\n".join(self._references)

    def html(self) -> str:
        # Only here are there anchors: a card beside the list must not repeat them.
        return cite_list(self.keys, anchors=True)


def muscle(key: str) -> MuscleCard:
    """Return one muscle; it displays as a card.

    Raises
    ------
    KeyError
        If there is no such muscle; the message names the closest keys.

    Examples
    --------
    >>> muscle("levator_scapulae")
    Shoulder-blade lifter (M. levator scapulae)
    """
    return MuscleCard.model_construct(**dict(facts.muscle(key)))


def stretch(key: str) -> StretchCard:
    """Return one stretch; it displays as a card.

    Raises
    ------
    KeyError
        If there is no such stretch; the message names the closest keys.

    Examples
    --------
    >>> stretch("neck_tilt").plain_name
    'Ear to shoulder'
    """
    return StretchCard.model_construct(**dict(facts.stretch(key)))


def sources(*keys: str) -> SourceList:
    """Return a list of sources to display, each with its reference and a link to its DOI.

    Raises
    ------
    KeyError
        If one of the keys is not in `data/references.bib`; the message names the closest keys.

    Examples
    --------
    >>> sources("Seth2019").keys
    ('Seth2019',)
    """
    return SourceList(*keys)


def _variation(one: records.Variation, faults: Iterable[records.Fault]) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in facts.steps(one))
    return (
        f"<details open><summary><b>{escape(one.name)}</b></summary>"
        f"<p>{escape(one.summary)}</p>"
        + line("Before you begin", one.ready_line)
        + items("Not for you if", one.not_for_you_if)
        + f"<ol>{steps}</ol>"
        + line("Where you feel it", one.feel_it)
        + f"<p><strong>{escape(one.stop_line)}</strong></p>"
        + items("Common faults", (fault.see for fault in faults))
        + items("Easier", one.easier)
        + items("Harder", one.harder)
        + "</details>"
    )


def _doses(variations: Iterable[records.Variation]) -> str:
    rule = facts.pain_rule()
    sided = any(one.sides == "feel" for one in variations)
    doses = [dose for dose in facts.doses().values() if sided or not dose.sided]
    rows = "".join(
        f"<tr><th scope='row'>{escape(dose.name)}</th><td>{dose.hold_s:g}</td>"
        f"<td>{dose.repetitions}</td></tr>"
        for dose in doses
    )
    said = facts.safety_texts()
    notes = [f"{dose.name}: {dose.note}" for dose in doses if dose.note]
    each_side = [said["each_side"].text] if sided else []
    limits = [_limit(one) for one in variations if one.max_hold_s < _LONGEST_S]
    words = f"{rule.during} {rule.after} {rule.over_once} {rule.over_twice}"
    return (
        f"<p><b>How much.</b> {escape(said['how_often'].text)}</p>"
        "<table><thead><tr><th scope='col'>When</th><th scope='col'>Seconds</th>"
        f"<th scope='col'>Times</th></tr></thead><tbody>{rows}</tbody></table>"
        f"<p>{escape(' '.join([*each_side, *limits, *notes]))}</p>"
        f"{line('Pain', words)}"
    )


def _limit(one: records.Variation) -> str:
    if one.by_week:
        return f"{one.name}: never over {one.max_hold_s:g} seconds."
    return f"{one.name}: the table is not for it; its holds are {one.hold_s:g} seconds at most."


def _labels(keys: Iterable[str]) -> str:
    return "; ".join(facts.muscle(key).plain_label for key in keys)
