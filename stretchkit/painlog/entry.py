"""One entry of a log: its fields, what each accepts, and the plain words for them."""

import operator
import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from difflib import get_close_matches
from reprlib import repr as show  # a short one: a fault quotes no page of text
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    ValidationError,
    ValidationInfo,
)

LOWEST, HIGHEST = "no pain", "worst pain you can imagine"
REGIONS = {
    "neck_back": "back of the neck",
    "shoulder_top": "top of the shoulder",
    "between_shoulder_blades": "between the shoulder blades",
    "shoulder_blade": "shoulder blade",
    "mid_back": "middle of the back",
    "low_back": "low back",
    "head_back": "back of the head",
    "head_front": "front of the head",
    "neck_front": "front of the neck",
    "shoulder": "shoulder",
    "arm": "arm",
    "hand": "hand",
    "chest_front": "front of the chest",
}
SIDES = {"left": "left", "right": "right", "both": "both sides", "middle": "middle"}
ASKED = {
    "now": "pain now",
    "average_today": "average pain today",
    "worst_today": "worst pain today",
}
MOMENTS = {
    "before": "before the stretch",
    "after": "after the stretch",
    "later": "later that day",
    "next_morning": "next morning",
}

NOTE_LENGTH, WORD_LENGTH, WORDS = 2000, 40, 20
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_STRETCH = re.compile(r"[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*)?")


def _score(value: object) -> int:
    """Return a whole number 0 to 10."""
    whole = -1
    if isinstance(value, float) and value.is_integer():
        whole = int(value)
    elif not isinstance(value, bool | str):
        with suppress(TypeError):
            whole = operator.index(value)  # type: ignore[arg-type]
    if not 0 <= whole <= 10:
        raise ValueError(
            f"The score {show(value)} is not on the scale; a whole number from 0 ({LOWEST}) "
            f"to 10 ({HIGHEST}) is accepted"
        )
    return whole


Check = Callable[[object], Any]


def _one_of(name: str, accepted: Mapping[str, str]) -> Check:
    def check(value: object) -> str:
        if isinstance(value, str) and value in accepted:
            return str(value)
        close = get_close_matches(str(value)[:80], accepted, n=1, cutoff=0.4)
        hint = f"the closest is {close[0]!r}; " if close else ""
        missing = isinstance(value, str | None) and not value
        fault = "is missing" if missing else f"{show(value)} is not known"
        raise ValueError(f"The {name} {fault}; {hint}accepted: {', '.join(accepted)}")

    return check


def _maybe(check: Check) -> PlainValidator:
    """Return the check, with nothing and the empty text of a form both read as nothing."""
    return PlainValidator(lambda value: None if value is None or value == "" else check(value))


def read_time(value: object, now: datetime | None = None) -> datetime:
    """Return a moment with the writer's offset, rounded to whole minutes.

    Parameters
    ----------
    value
        A datetime, or a text in ISO form. Without an offset it is local time; an hour that comes
        twice is the first of the two.
    now
        The moment of writing; a time more than a minute after it is refused.

    Examples
    --------
    >>> read_time("2026-03-01T07:30+01:00").isoformat()
    '2026-03-01T07:30:00+01:00'
    """
    moment = _as_datetime(value)
    try:
        if moment.tzinfo is None:
            moment = moment.astimezone()
        minutes = round((moment.utcoffset() or timedelta(0)).total_seconds() / 60)
        moment = moment.astimezone(timezone(timedelta(minutes=minutes)))
    except (OverflowError, OSError, ValueError):  # the ends of the calendar; Windows before 1970
        raise ValueError(f"This computer cannot place the time {show(value)}") from None
    if abs(minutes) > 14 * 60:
        raise ValueError(
            f"The time {moment.isoformat()} cannot be; no clock is more than 14 hours off UTC"
        )
    day = f"{moment.day} {moment:%b} {moment.year}"
    if moment < _EARLIEST:
        raise ValueError(f"The time {day} is too long ago; times before 1900 are not accepted")
    if now is not None and moment > now + timedelta(minutes=1):
        raise ValueError(
            f"The time {day}, {moment:%H:%M} is still to come; give a time that is past"
        )
    return moment


def _as_datetime(value: object) -> datetime:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            pass
    elif hasattr(value, "to_pydatetime") and value == value:  # pandas' own kind, but not its NaT
        plain: datetime = value.to_pydatetime(warn=False)
        return plain
    elif isinstance(value, datetime) and value == value:
        return value
    raise ValueError(
        f"The time {show(value)} cannot be read; a time such as 2026-03-01 07:30 is accepted"
    )


def clean_text(text: str) -> str:
    """Return text with plain line ends and without control characters other than tab."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def _note(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"The note is a {type(value).__name__}; text is accepted")
    text = clean_text(value)
    if len(text) > NOTE_LENGTH:
        raise ValueError(f"The note has {len(text)} characters; up to {NOTE_LENGTH} are accepted")
    return text


def _word(name: str) -> Check:
    def check(value: object) -> str:
        text = value.strip() if isinstance(value, str) else ""
        plain = text == clean_text(text) and not set(text) & set(";\n\t")
        if not text or not plain or len(text) > WORD_LENGTH:
            raise ValueError(
                f"The {name} {show(value)} cannot be kept; a word or two of up to {WORD_LENGTH} "
                "characters, without ';', is accepted"
            )
        return text

    return check


def _words(name: str) -> PlainValidator:
    check_one = _word("word")

    def check(value: object) -> tuple[str, ...]:
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise ValueError(
                f"The {name} {show(value)} are no list; a list of words is accepted, "
                "as in ['aching']"
            )
        words = tuple(dict.fromkeys(check_one(word) for word in value))
        if len(words) > WORDS:
            raise ValueError(f"The {name} are {len(words)} words; up to {WORDS} are accepted")
        return words

    return PlainValidator(check)


def _stretch(value: object) -> str:
    if isinstance(value, str) and len(value) <= 80 and _STRETCH.fullmatch(value):
        return value
    raise ValueError(
        f"The stretch {show(value)} is not known; "
        "a key such as 'neck_tilt' or 'neck_tilt:basic' is accepted"
    )


def _id(value: object) -> str:
    try:
        return str(uuid.UUID(value))  # type: ignore[arg-type]
    except (ValueError, AttributeError, TypeError):
        raise ValueError(
            f"The id {show(value)} is not one of a log; an id as made by add() is accepted, "
            "such as 7f0c9a52-3b7e-4a53-9a8e-0d1f2c3b4a5e"
        ) from None


def _felt_at(value: object, info: ValidationInfo) -> datetime:
    return read_time(value, (info.context or {}).get("now"))


class Entry(BaseModel):
    """One pain score, with where, when and in answer to what."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: Annotated[str, PlainValidator(_id)]
    score: Annotated[int, PlainValidator(_score)]
    region: Annotated[str, PlainValidator(_one_of("region", REGIONS))]
    side: Annotated[str, PlainValidator(_one_of("side", SIDES))]
    felt_at: Annotated[datetime, PlainValidator(_felt_at)]
    asked: Annotated[str, PlainValidator(_one_of("kind of pain", ASKED))] = "now"
    moment: Annotated[str | None, _maybe(_one_of("moment", MOMENTS))] = None
    session: Annotated[str | None, _maybe(_word("name of the session"))] = None
    stretch: Annotated[str | None, _maybe(_stretch)] = None
    qualities: Annotated[tuple[str, ...], _words("qualities")] = ()
    triggers: Annotated[tuple[str, ...], _words("triggers")] = ()
    tags: Annotated[tuple[str, ...], _words("tags")] = ()
    note: Annotated[str, PlainValidator(_note)] = ""

    def plain(self) -> dict[str, Any]:
        """Return the entry as a plain dict that JSON can carry; the time in ISO form."""
        return {**self.model_dump(), "felt_at": self.felt_at.isoformat()}


FIELDS = tuple(name for name in Entry.model_fields if name != "id")
LISTS = ("qualities", "triggers", "tags")


class EntryError(ValueError):
    """An entry that is not accepted.

    The message names each wrong field, for Python; `words` says the same to a person.
    """

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(f"{sentence} ({field})." for field, sentence in self.faults))

    @property
    def words(self) -> str:
        """What is wrong, in sentences without the names of fields."""
        return " ".join(f"{sentence}." for _, sentence in self.faults)


def make_entry(fields: Mapping[str, object], now: datetime | None = None) -> Entry:
    """Return a checked entry, or raise an EntryError that says what each wrong field accepts."""
    try:
        return Entry.model_validate(dict(fields), context={"now": now})
    except ValidationError as error:
        faults = [
            (
                str(fault["loc"][0]),
                str(fault["ctx"]["error"]) if "ctx" in fault else _of_shape(fault),
            )
            for fault in error.errors()
        ]
    # Raised out here, so that no traceback carries the other fields of the entry.
    raise EntryError(faults)


def _of_shape(fault: Mapping[str, Any]) -> str:
    """Return what pydantic itself refuses, in words."""
    if fault["type"] == "extra_forbidden":
        return f"An entry has no place for {str(fault['loc'][0])!r}"
    return "Something that every entry needs is missing"
