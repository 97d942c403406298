"""The offline handout: one HTML file made from a notebook, and what a notebook is saved as."""

from typing import Any

__all__ = ["HandoutExporter"]


def __getattr__(name: str) -> Any:
    # On first use, so that the server's save hook loads neither nbconvert nor the widgets.
    if name == "HandoutExporter":
        from stretchkit.handout.exporter import HandoutExporter

        return HandoutExporter
    raise AttributeError(f"module 'stretchkit.handout' has no attribute {name!r}")
