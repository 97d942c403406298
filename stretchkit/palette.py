"""The one palette: every colour on a widget, chart or handout comes from here."""

# Light paper and dark screen. Text on paper keeps a contrast of 4.5:1 or more.
LIGHT = {
    "paper": "#ffffff",
    "panel": "#f5f3ee",
    "ink": "#1d2329",
    "quiet": "#555c63",
    "line": "#c9c5bb",
    "accent": "#1f4e79",
    "on-accent": "#ffffff",
    "longer": "#0b6e69",
    "shorter": "#8a5a00",
    "pain": "#5b2a86",
    "stop": "#b3261e",
    "on-stop": "#ffffff",
    "stop-panel": "#fdf1f0",
}
DARK = {
    "paper": "#14181c",
    "panel": "#1f252b",
    "ink": "#eceae4",
    "quiet": "#b4b9be",
    "line": "#4a525a",
    "accent": "#9cc4ea",
    "on-accent": "#10202f",
    "longer": "#5fd0c6",
    "shorter": "#e6b450",
    "pain": "#cda6f0",
    "stop": "#ff8a80",
    "on-stop": "#2b0705",
    "stop-panel": "#3a1d1b",
}

# Pain is one violet scale on a fixed 0-10, pale to deep.
PAIN_SCALE = (
    "#f3edf8", "#e6daf1", "#d8c6e9", "#cab2e1", "#bb9dd8", "#ab88ce",
    "#9a72c2", "#885cb4", "#7546a3", "#5b2a86", "#43196b",
)  # fmt: skip

# On a dark screen the deepest pain is the brightest.
DARK_PAIN_SCALE = (
    "#211f29", "#33293f", "#453a54", "#56476a", "#685580", "#7a6396",
    "#8c71ac", "#a081c4", "#b593da", "#cda6f0", "#e3cbfa",
)  # fmt: skip


def css_variables(colours: dict[str, str]) -> str:
    """Return the colours as CSS custom properties, `--sk-ink: #1d2329;` and so on."""
    return " ".join(f"--sk-{name}: {value};" for name, value in colours.items())
