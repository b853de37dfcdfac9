"""Draw the figures of docs/building/grouping.md: python tools/figures.py (about a minute).

Each is computed by the engine itself from seeded communities, with stops counted in rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from essaim.engines.grouping import Rounds, solve
from essaim.engines.grouping.realistic import Shape, community

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "building" / "figures"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 64, 150, 40, 48
ROUNDS = 24
COLOURS = ("#b07d12", "#2f7d5b", "#a8532f", "#3c5a78")


@dataclass(frozen=True)
class Line:
    """One line of a figure: what it shows, its points, and whether only the points are drawn."""

    name: str
    points: Sequence[tuple[float, float]]
    dots: bool = False


def figure(title: str, below: str, beside: str, lines: Sequence[Line]) -> str:
    """An SVG with axes from 0, a line for each series, and their names beside."""
    right = max(x for line in lines for x, _ in line.points)
    top = max(y for line in lines for _, y in line.points) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        across, up = (WIDTH - LEFT - RIGHT) * x / right, (HEIGHT - TOP - BOTTOM) * y / top
        return round(LEFT + across, 1), round(HEIGHT - BOTTOM - up, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fdfbf7"/>',
        '<g font-family="sans-serif" font-size="12" fill="#2b3b40">',
        f'<text x="{LEFT}" y="24" font-size="14">{escape(title)}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 12}">{escape(below)}</text>',
    ]
    for share in (0.0, 0.5, 1.0):
        (x, low), (_, y) = at(right * share, 0), at(0, top * share)
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd6c8"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{top * share:.3g}{beside}</text>')
        parts.append(f'<text x="{x}" y="{low + 16}" text-anchor="middle">{right * share:g}</text>')
    for n, (line, colour) in enumerate(zip(lines, COLOURS, strict=False)):
        places = [at(x, y) for x, y in line.points]
        if line.dots:
            parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in places]
        else:
            path = " ".join(f"{x},{y}" for x, y in places)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        x, y = WIDTH - RIGHT + 16, TOP + 24 * n + 4
        parts.append(f'<text x="{x}" y="{y}" fill="{colour}">{escape(line.name)}</text>')
    return "\n".join([*parts, "</g>", "</svg>", ""])


def rounds() -> str:
    """How far the best circles so far are from the best of all rounds, round after round."""
    lines = []
    for people in (64, 200, 600):
        told: list[int] = []
        solve(
            community(people, seed=4),
            stop=Rounds(ROUNDS),
            seed=1,
            progress=lambda placed, cost, *_, told=told: told.append(cost) if placed else None,
        )
        last = told[-1]
        points = [(float(r + 1), 100 * (cost / last - 1)) for r, cost in enumerate(told[-ROUNDS:])]
        lines.append(Line(f"{people} people", points))
    return figure(f"Above the best of {ROUNDS} rounds", "rounds of search", " %", lines)


def facilitators() -> str:
    """Who finds a circle as fewer offer to facilitate, and the most that is proved possible."""
    ours, most = [], []
    for percent in (2, 4, 6, 8, 10, 12, 14, 16):
        problem = community(200, seed=4, shape=Shape(facilitators=percent / 100))
        told = solve(problem, stop=Rounds(6), seed=1).summary
        ours.append((float(percent), float(told.placed)))
        most.append((float(percent), float(told.people - (told.unplaced_bound or 0))))
    return figure(
        "200 people: who finds a circle",
        "% of people who offer to facilitate",
        "",
        [Line("the most possible", most), Line("our answer", ours, dots=True)],
    )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for draw in (rounds, facilitators):
        (FOLDER / f"{draw.__name__}.svg").write_text(draw())


if __name__ == "__main__":
    main()
