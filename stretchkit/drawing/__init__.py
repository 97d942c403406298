"""The posable body as a picture: body and facts → a scene (a list of shapes) → SVG."""

from stretchkit.drawing.alt import band
from stretchkit.drawing.camera import VIEWS
from stretchkit.drawing.figure import LAYERS, Figure, alt_text, draw, scene
from stretchkit.drawing.style import style_table

__all__ = ["LAYERS", "VIEWS", "Figure", "alt_text", "band", "draw", "scene", "style_table"]
