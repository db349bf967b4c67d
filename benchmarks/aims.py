"""How a figure is printed beside its aim."""

from __future__ import annotations


def aimed(figure: float, aim: float, unit: str = "", *, least: bool = False) -> str:
    """The figure, its aim and whether it was met: at most the aim, or with `least` at least."""
    met = figure >= aim if least else figure <= aim
    between = " " if unit else ""
    bound = "at least" if least else "at most"
    return f"{_short(figure)}{between}{unit} (aim: {bound} {_short(aim)}, {'met' if met else 'not met'})"


def _short(figure: float) -> str:
    return (
        f"{figure:,.0f}"
        if figure >= 100 or figure == int(figure)
        else f"{figure:.2f}"
        if figure < 10
        else f"{figure:.1f}"
    )
