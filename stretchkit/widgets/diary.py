"""The pain diary: a form, the last entries and a chart; nothing of it is saved in the notebook."""

from datetime import datetime
from typing import Any, ClassVar

import traitlets

from stretchkit import facts, painlog
from stretchkit.painlog import EntryError, PainLog, PainLogError
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.chart import check_log, picture

_SHOWN = 14
_UNDONE = {
    "add": "Undone: the entry is out of the log again.",
    "change": "Undone: the entry is as it was before.",
    "delete": "Undone: the entry is back.",
    None: "There is nothing to undo.",
}
# What is said of an entry that is out, by what it called for, and the text of what holds still.
_OUT = {
    "emergency": ("An entry that called for help is out of the log.", "if_it_was_true"),
    "today": ("An entry that said to get seen today is out of the log.", "if_it_was_true_seen"),
}
_COLUMNS = ("Day", "Before", "After", "Next morning", "Average today", "Note")


class PainDiary(CourseWidget):
    """Write down a pain score in ten seconds, change it, take it back, see the chart.

    Rows, charts and advice go to the page by message only: no trait and no output holds them,
    so the notebook file never does.

    Parameters
    ----------
    log : PainLog, optional
        The log to write in; your own if not given.

    Raises
    ------
    TypeError
        If `log` is not a pain log.

    Examples
    --------
    >>> from stretchkit.painlog import PainLog
    >>> PainDiary(PainLog(":memory:"))
    Pain diary (your entries are not saved in the notebook)
    """

    kind: ClassVar[str] = "diary"
    lives_offline: ClassVar[bool] = False
    choices = traitlets.Dict().tag(sync=True)  # the plain words of every choice, nothing personal

    def __init__(self, log: PainLog | None = None) -> None:
        self._log = check_log(log)
        super().__init__(
            choices={
                "regions": _labels(painlog.REGIONS),
                "sides": _labels(painlog.SIDES),
                "asked": _labels(painlog.ASKED),
                "moments": _labels(painlog.MOMENTS),
                "signs": _labels(painlog.SIGNS),
                "lowest": painlog.LOWEST,
                "highest": painlog.HIGHEST,
            }
        )
        self.on_msg(lambda _widget, message, _buffers: self.send(self._handle(message)))

    def log_changed(self) -> None:
        """Let the page ask again; what is in the log does not go with this message."""
        self.send({"changed": True})

    def _handle(self, message: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a message of the page: what was said, and the diary as it is now.

        What the log refuses comes back as `error`, in its own words.
        """
        answer: dict[str, Any] = {"request": message.get("request")}
        try:
            log = painlog.default_log() if self._log is None else self._log
            log.add_listener(self)
            stood = painlog.advice_for(log.entries())
            answer |= _act(log, message)
            if message["act"] not in ("chart", "csv"):
                answer["diary"] = _present(log, stood, answer.get("saved"))
        except KeyError:
            answer["error"] = "That entry is not in the log any more."
        except EntryError as error:
            answer["error"] = error.words
        except (ValueError, PainLogError, OSError) as error:
            answer["error"] = str(error)
        return answer

    def arguments(self) -> dict[str, Any]:
        """Return nothing: which log it is stays with whoever runs the notebook."""
        return {}

    def twin(self) -> str:
        """Return a placeholder, and a week's empty table to fill in by hand on paper."""
        head = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
        blank = "<td></td>" * (len(_COLUMNS) - 1)
        rows = "".join(f'<tr><th scope="row">{day}</th>{blank}</tr>' for day in range(1, 8))
        return (
            '<div class="sk-twin sk-twin-diary">'
            "<p>Your pain diary shows here when the notebook runs. "
            "Entries are never saved in the notebook.</p>"
            "<table><caption>My week on paper. Write a number from 0, "
            f"{painlog.LOWEST}, to 10, {painlog.HIGHEST}. Leave out what you like.</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def words(self) -> str:
        """Return one line that says what this is."""
        return "Pain diary (your entries are not saved in the notebook)"


def _act(log: PainLog, message: dict[str, Any]) -> dict[str, Any]:
    """Do what a message asks and return what there is to say."""
    if log.needs_answer and message.get("act") in ("add", "change", "delete", "undo"):
        raise ValueError("First say whether this computer is only yours.")
    match message:
        case {"act": "show"}:
            return {}
        case {"act": "own", "keep": True}:
            log.keep_in_file()
            return {"said": ""}
        case {"act": "own", "keep": False}:
            log.keep_in_memory()
            return {"said": ""}
        case {"act": "add", "id": str(key), "entry": dict(entry)}:
            # The same id again is a second try of the form: what it holds now is what stands.
            saved = log.add_once(key, **entry)
            log.change(saved, **entry)
            return {"said": "Saved.", "saved": saved}
        case {"act": "change", "id": str(key), "entry": dict(entry)}:
            log.change(key, **entry)
            return {"said": "Changed.", "saved": key}
        case {"act": "delete", "id": str(key)}:
            log.delete(key)
            return {"said": "Deleted. Undo brings it back."}
        case {"act": "undo"}:
            return {"said": _UNDONE[log.undo()]}
        case {"act": "morning", "session": str(session), "score": score}:
            return {"said": "Saved.", "saved": painlog.answer_morning(log, session, score)}
        case {"act": "not_now", "session": str(session)}:
            painlog.leave_morning(session)
            return {"said": ""}
        case {"act": "csv"}:
            return {"csv": log.csv_text(), "name": "my-pain-log.csv"}
        case {"act": "chart"}:
            return {"picture": picture(log, message.get("asked"))}
    raise ValueError("the page asked for something this version does not know; reload the page")


def _present(log: PainLog, stood: list[painlog.Advice], saved: str | None) -> dict[str, Any]:
    """Return the diary as the page shows it; `stood` is the advice before, `saved` an entry's id.

    Advice is new if this save changed its words, or if the saved entry alone calls for it: who
    writes down pain in the chest a second time must see the words a second time.
    """
    entries = log.entries()
    stands = painlog.advice_for(entries)
    alone = [one.level for one in painlog.advice_for(entries.loc[[saved]])] if saved else []
    return {
        "needs_answer": log.needs_answer,
        "can_undo": log.can_undo,
        "is_own": log.is_own,
        "morning": painlog.morning_question(log),
        "where": log.where,
        "entries": [_row(entry) for entry in painlog.recent(log, _SHOWN)],
        "advice": [
            {
                **one._asdict(),
                "new": saved is not None and (one.level in alone or one not in stood),
            }
            for one in stands
        ],
        "taken_out": [_out(level) for level in painlog.taken_out(log, stands)],
    }


def _out(level: str) -> dict[str, str]:
    """Return what still holds when a call of that level is out of the log."""
    is_out, still = _OUT[level]
    return {"level": level, "words": f"{is_out} {facts.safety_texts()[still].text}"}


def _row(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with the words that the list shows; its time is the writer's own."""
    felt_at = datetime.fromisoformat(entry["felt_at"])
    signs = [painlog.SIGNS.get(word, word) for word in entry["qualities"]]
    words = [painlog.ASKED[entry["asked"]], painlog.MOMENTS.get(entry["moment"], ""), *signs]
    place = f"{_upper(painlog.REGIONS[entry['region']])}, {painlog.SIDES[entry['side']]}"
    kept = ("id", "score", "region", "side", "asked", "moment", "qualities", "note")
    return {name: entry[name] for name in kept} | {
        "when": f"{felt_at:%Y-%m-%dT%H:%M}",
        "day": f"{felt_at:%a} {felt_at.day} {felt_at:%b %Y, %H:%M}",
        "text": f"{place}: {', '.join(word for word in words if word)}",
    }


def _labels(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, _upper(label)) for key, label in words.items()]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
