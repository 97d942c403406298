"""The pain log: stored safely, owned by the person, shown honestly."""

from stretchkit.painlog.advice import SIGNS, Advice, advice_for
from stretchkit.painlog.charts import figure_svg, following_dark, pain_figure
from stretchkit.painlog.csv_exchange import ImportReport, RefusedRow
from stretchkit.painlog.entry import (
    ASKED,
    HIGHEST,
    LOWEST,
    MOMENTS,
    REGIONS,
    SIDES,
    EntryError,
)
from stretchkit.painlog.faults import PainLogError
from stretchkit.painlog.log import PainLog, default_log, recent
from stretchkit.painlog.morning import answer_morning, leave_morning, morning_question
from stretchkit.painlog.summary import (
    KINDS,
    kinds_in,
    left_out,
    of_one_kind,
    of_the_course,
    pain_words,
)
from stretchkit.painlog.taken_out import taken_out

__all__ = [
    "ASKED",
    "HIGHEST",
    "KINDS",
    "LOWEST",
    "MOMENTS",
    "REGIONS",
    "SIDES",
    "SIGNS",
    "Advice",
    "EntryError",
    "ImportReport",
    "PainLog",
    "PainLogError",
    "RefusedRow",
    "advice_for",
    "answer_morning",
    "default_log",
    "figure_svg",
    "following_dark",
    "kinds_in",
    "leave_morning",
    "left_out",
    "morning_question",
    "of_one_kind",
    "of_the_course",
    "pain_figure",
    "pain_words",
    "recent",
    "taken_out",
]
