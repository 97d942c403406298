"""Every named pose from all views, on one page: `python -m stretchkit.drawing.gallery`."""

import argparse
from pathlib import Path

from stretchkit.body import poses
from stretchkit.drawing.camera import VIEWS
from stretchkit.drawing.figure import draw
from stretchkit.drawing.scene import Layer, View
from stretchkit.drawing.svg import svg

# Pixels across: two pictures on a sheet of paper, and one on a screen before a class.
HANDOUT, PROJECTOR = 360, 1100
# What shows most from each side.
_LAYERS: dict[View, Layer] = {
    "back": "superficial",
    "front": "superficial",
    "side": "intermediate",
    "whole": "skin",
}
_HEAD = """# Gallery

Every named pose from behind, from the front, from the right and whole, each at two sizes: as on a
handout, and (a click away) as on a projector. Teal is longer than standing at rest, ochre is
shorter: geometry, not tissue strain. The pictures are SVG, one file for both sizes.

Made by `python -m stretchkit.drawing.gallery`; each was looked at.
"""


def write(folder: Path) -> Path:
    """Write `gallery.md` and one SVG for each pose and view into a folder; return the page."""
    pictures = folder / "gallery"
    pictures.mkdir(parents=True, exist_ok=True)
    parts = [_HEAD]
    for key, named in poses().items():
        parts.append(f"\n## {key}\n\n{named.words.capitalize()}.\n")
        for view in VIEWS:
            figure = draw(named.pose, view, _LAYERS[view])
            name = f"{key}-{view}.svg"
            text = svg(figure.scene, figure.alt, PROJECTOR)
            (pictures / name).write_text(text, encoding="utf-8")
            image = f'<img src="gallery/{name}" width="{HANDOUT}" alt="{figure.alt}">'
            parts.append(f'<a href="gallery/{name}">{image}</a>')
    page = folder / "gallery.md"
    page.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return page


def main() -> None:
    """Write the gallery into `docs`, or where told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs"))
    print(write(parser.parse_args().folder))


if __name__ == "__main__":
    main()
