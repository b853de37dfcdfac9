"""The colours of the pages for those who read slides: the day side of the tokens, as RGB."""

from __future__ import annotations

import re
from functools import lru_cache
from math import cos, radians, sin
from pathlib import Path

TOKENS = Path(__file__).resolve().parent.parent / "static/core/css/tokens.css"
_DAY = re.compile(r"--([a-z0-9-]+)-day:\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)")

TITLE_FACE, TEXT_FACE = "Georgia", "Segoe UI"
"""The second choices of `--face-title` and `--face-text`: nobody who edits slides has our own."""


@lru_cache(maxsize=1)
def colours() -> dict[str, str]:
    """{token: "RRGGBB"} of every triplet of `tokens.css`."""
    told = _DAY.findall(TOKENS.read_text())
    return {name: rgb(float(light) / 100, float(chroma), float(hue)) for name, light, chroma, hue in told}


def rgb(light: float, chroma: float, hue: float) -> str:
    """OKLCH (hue in degrees) as sRGB, what lies outside brought to its edge (Ottosson, 2020)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "".join(f"{round(255 * _shown(each)):02X}" for each in linear)


def _shown(linear: float) -> float:
    bounded = min(max(linear, 0.0), 1.0)
    return 12.92 * bounded if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055
