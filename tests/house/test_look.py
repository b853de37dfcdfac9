"""The look keeps its promises: colours from tokens only, legible day and night, light to carry, no inline."""

from __future__ import annotations

import gzip
import re
from functools import cache
from math import cos, radians, sin
from pathlib import Path

import lucide
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

SOURCE = Path(settings.SOURCE)
TOKENS = SOURCE / "core/static/core/css/tokens.css"
STYLES = sorted(SOURCE.glob("*/static/**/*.css"))
SCRIPTS = sorted(SOURCE.glob("*/static/**/*.js"))
LAYERS = {"reset", "tokens", "base", "layout", "components", "rooms", "print"}
TRIPLET = re.compile(r"--([\w-]+)-(day|night):\s*([\d.]+)% ([\d.]+) ([\d.]+);")
GROUNDS = ("paper", "card", "sunk")


def is_mail(path: Path) -> bool:
    """Mail programs know neither our style sheets nor our policy: letters carry their style inside."""
    return "mails" in path.parts or path.name in {"mail.html", "_button.html", "_choice.html"}


def pages() -> list[Path]:
    return sorted(path for path in SOURCE.glob("*/templates/**/*.html") if not is_mail(path))


@cache
def triplets() -> dict[tuple[str, str], tuple[float, float, float]]:
    """(name, "day" or "night") to lightness (0 to 1), chroma and hue in degrees."""
    found = TRIPLET.findall(TOKENS.read_text("utf-8"))
    return {
        (name, light): (float(lightness) / 100, float(chroma), float(hue))
        for name, light, lightness, chroma, hue in found
    }


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance (WCAG 2.2) of an OKLCH colour, by Björn Ottosson's matrices, clipped to sRGB."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    clipped = [min(max(value, 0.0), 1.0) for value in (red, green, blue)]
    return 0.2126 * clipped[0] + 0.7152 * clipped[1] + 0.0722 * clipped[2]


def contrast(one: str, other: str, light: str) -> float:
    first, second = (luminance(*triplets()[name, light]) for name in (one, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert (luminance(1, 0, 0) + 0.05) / (luminance(0, 0, 0) + 0.05) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *[("ink", ground) for ground in (*GROUNDS, "comb", "mossy", "clayey", "lavendery")],
        *[("soft", ground) for ground in GROUNDS],
        *[("pond", ground) for ground in GROUNDS],
        *[(name, ground) for name in ("moss", "clay", "lavender") for ground in ("paper", "card")],
        ("honeyed", "honey"),
        ("ink", "tone-0"), ("ink", "tone-1"), ("ink", "tone-2"),
        ("ink", "tone-3"), ("ink", "tone-4"), ("ink", "tone-5"),
    ],
)  # fmt: skip
def test_words_are_legible_to_the_highest_level(text, ground, light):
    assert contrast(text, ground, light) >= 7


@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [("moss", "mossy"), ("clay", "clayey"), ("lavender", "lavendery"), ("spore", "fern")],
)
def test_words_on_a_tint_are_legible(text, ground, light):
    assert contrast(text, ground, light) >= 4.5


@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_what_can_be_used_is_seen(ground, light):
    assert contrast("edge", ground, light) >= 3


def test_each_colour_is_written_once_for_the_day_and_the_night():
    names = {name for name, _ in triplets()}
    assert {(name, light) for name in names for light in ("day", "night")} == set(triplets())
    text = TOKENS.read_text("utf-8")
    assert [name for name in names if text.count(f"oklch(var(--{name}-day)") != 1] == []


def test_no_colour_is_named_outside_of_the_tokens():
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch)\(|oklch\(\s*[\d.]", re.IGNORECASE)
    told = [
        f"{path.name}: {found}"
        for path in STYLES
        if path != TOKENS
        for found in literal.findall(path.read_text("utf-8"))
    ]
    assert told == []


def test_every_style_sheet_keeps_to_the_layers():
    for path in STYLES:
        text = path.read_text("utf-8")
        layers = set(re.findall(r"@layer ([\w-]+) \{", text))
        assert layers, f"{path.name} belongs to no layer"
        assert layers <= (LAYERS if path.is_relative_to(SOURCE / "core") else {"rooms"}), path.name


def test_the_style_is_light_to_carry():
    core = b"".join(path.read_bytes() for path in STYLES if path.is_relative_to(SOURCE / "core"))
    everything = b"".join(path.read_bytes() for path in STYLES)
    assert len(gzip.compress(core)) < 20_000
    assert len(gzip.compress(everything)) < 40_000


def test_the_scripts_are_light_to_carry():
    htmx = Path(finders.find("django_htmx/htmx-2.min.js"))
    assert sum(len(gzip.compress(path.read_bytes())) for path in (*SCRIPTS, htmx)) < 30_000


def test_pages_carry_no_script_nor_style_of_their_own():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(?:click|load|error|change|submit|input|focus|blur|key\w+|mouse\w+)=|javascript:",
        re.IGNORECASE,
    )
    assert [f"{path}: {found}" for path in pages() for found in inline.findall(path.read_text("utf-8"))] == []


def test_every_icon_named_is_drawn():
    named = re.compile(r"""\{% icon "([\w-]+)"|\bicon="([\w-]+)\"""")
    found = {a or b for path in pages() for a, b in named.findall(path.read_text("utf-8"))}
    assert found
    for name in found:
        assert lucide._load_icon(name) is not None


def test_each_font_comes_with_its_licence():
    fonts = SOURCE / "core/static/core/fonts"
    families = {path.name.split("-latin")[0] for path in fonts.glob("*.woff2")}
    assert families == {"atkinson-hyperlegible-next", "fraunces"}
    for family in families:
        assert "SIL Open Font License" in (fonts / f"{family}-OFL.txt").read_text("utf-8")
