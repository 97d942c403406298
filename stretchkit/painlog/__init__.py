"""The pain log: stored safely, owned by the person, shown honestly."""

from stretchkit.painlog.charts import figure_svg, pain_figure
from stretchkit.painlog.csv_exchange import ImportReport, RefusedRow
from stretchkit.painlog.entry import ASKED, HIGHEST, LOWEST, MOMENTS, REGIONS, SIDES
from stretchkit.painlog.faults import PainLogError
from stretchkit.painlog.log import PainLog, default_log, recent
from stretchkit.painlog.summary import SIGNS, advice_for, pain_words

__all__ = [
    "ASKED",
    "HIGHEST",
    "LOWEST",
    "MOMENTS",
    "REGIONS",
    "SIDES",
    "SIGNS",
    "ImportReport",
    "PainLog",
    "PainLogError",
    "RefusedRow",
    "advice_for",
    "default_log",
    "figure_svg",
    "pain_figure",
    "pain_words",
    "recent",
]
