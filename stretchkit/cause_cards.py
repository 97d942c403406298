"""What may lie behind pain, ideas that people disagree on, and words, as cards to read."""

from html import escape

from stretchkit import facts
from stretchkit.card_parts import Shown, card, folded, items, line, sentence
from stretchkit.drawing.cause_pictures import cause_picture
from stretchkit.facts.causes_records import Cause, Contested, Term
from stretchkit.facts.citations import cite_list

# Pixels: as wide as a card is.
_WIDE = 560
# Two halves side by side; where there is no room for both, one under the other.
_BESIDE, _HALF = "display:flex;flex-wrap:wrap;gap:0 2em", "flex:1 1 15em"


class CauseCard(Shown, Cause):
    """A cause that displays as a card, with its picture."""

    def words(self) -> str:
        helps = [f"{_level(one.key)}: {one.words}" for one in self.get_help]
        return " ".join([f"{sentence(self.plain_label)}.", self.what_it_is, *helps])

    def html(self) -> str:
        both = ""
        if self.evidence_for and self.evidence_against:
            both = _beside(line("For", self.evidence_for), line("Against", self.evidence_against))
        ideas = "; ".join(facts.contested()[key].plain_label for key in self.contested)
        return card(
            sentence(self.plain_label),
            line("What it is", self.what_it_is),
            self._picture(),
            line("What it feels like", self.feels_like),
            line("How it mostly goes", self.course),
            line("What a scan says, and what it does not", self.imaging),
            both,
            line("Disputed ideas behind it", f"{sentence('; '.join(ideas))}." if ideas else ""),
            line("What to do", self.what_to_do),
            "<p><b>When to get help</b></p><ul>",
            *(
                f"<li><strong>{escape(_level(one.key))}.</strong> {escape(one.words)}</li>"
                for one in self.get_help
            ),
            "</ul>",
            line("What is not certain", self.doubt),
            folded("Sources", cite_list(self._every_source())),
        )

    def _picture(self) -> str:
        picture = facts.cause_pictures()[self.key]
        if picture.why_none:
            return f"<p>{escape(picture.why_none)}</p>"
        return f"<p>{cause_picture(self.key).html(_WIDE)}</p>"

    def _every_source(self) -> list[str]:
        return list(dict.fromkeys([*self.sources, *facts.cause_pictures()[self.key].sources]))


class ContestedCard(Shown, Contested):
    """An idea that people disagree on; it displays as a card with both sides."""

    def words(self) -> str:
        return " ".join(
            [
                f"{sentence(self.plain_label)}. Disputed: {self.claim}",
                "For:",
                *self.evidence_for,
                "Against:",
                *self.evidence_against,
                f"What we teach: {self.we_teach}",
            ]
        )

    def html(self) -> str:
        return card(
            sentence(self.plain_label),
            line("The claim, which is disputed", self.claim),
            _beside(items("For", self.evidence_for), items("Against", self.evidence_against)),
            line("What we teach", self.we_teach),
            folded("Sources", cite_list(self.sources)),
        )


class Glossary(Shown):
    """Words of research and medicine in plain words, folded until they are asked for."""

    def words(self) -> str:
        return " ".join(f"{sentence(one.term)}: {one.plain}" for one in _terms())

    def html(self) -> str:
        rows = "".join(
            f"<li><b>{escape(sentence(one.term))}.</b> {escape(one.plain)}</li>" for one in _terms()
        )
        keys = dict.fromkeys(key for one in _terms() for key in one.sources)
        return folded(
            f"{len(_terms())} words of research and medicine, from A to Z",
            f"<ul>{rows}</ul>{folded('Sources', cite_list(keys))}",
        )


def _terms() -> list[Term]:
    return sorted(facts.glossary().values(), key=lambda one: one.term.lower())


def glossary() -> Glossary:
    """Return the words of research and medicine, each in plain words.

    Examples
    --------
    >>> glossary().words()[:80]
    'Adherence: How much of what was asked people really do. In trials of neck exerci'
    """
    return Glossary()


def cause(key: str) -> CauseCard:
    """Return what may lie behind pain; it displays as a card with its picture.

    Raises
    ------
    KeyError
        If there is no such cause; the message names the closest keys.

    Examples
    --------
    >>> cause("shingles").what_it_is
    'The chickenpox germ can sleep in a nerve for years and then wake up.'
    """
    return CauseCard.model_construct(**dict(facts.look_up(facts.causes(), key, "cause")))


def contested(key: str) -> ContestedCard:
    """Return an idea that people disagree on; it displays as a card with both sides.

    Raises
    ------
    KeyError
        If there is no such idea; the message names the closest keys.

    Examples
    --------
    >>> contested("tight_is_short").claim
    'A muscle that feels tight is short, and stretching makes it longer.'
    """
    found = facts.look_up(facts.contested(), key, "contested idea")
    return ContestedCard.model_construct(**dict(found))


def _level(key: str) -> str:
    return facts.levels()[key].title


def _beside(*halves: str) -> str:
    inside = "".join(f'<div style="{_HALF}">{half}</div>' for half in halves)
    return f'<div style="{_BESIDE}">{inside}</div>'
