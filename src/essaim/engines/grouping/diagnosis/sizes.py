"""The arithmetic of sizes: how many circles of how many, and which bounds would do when none can."""

from __future__ import annotations

from dataclasses import dataclass

NEARBY = 3
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Split:
    """`circles` circles whose sizes differ by one at most: `small` to `large` people each."""

    circles: int
    small: int
    large: int

    def __str__(self) -> str:
        sizes = str(self.small) if self.small == self.large else f"{self.small}–{self.large}"
        return f"{self.circles} of {sizes}"


@dataclass(frozen=True, slots=True)
class SizeAdvice:
    """How a number of people splits into circles within bounds.

    `splits` holds the ways that come nearest to the target, nearest first. When there is none, `left` is the
    fewest people left over, and `nearest` the pairs of bounds that leave nobody, the smallest change first.
    """

    people: int
    bounds: tuple[int, int]
    splits: tuple[Split, ...]
    left: int
    nearest: tuple[tuple[int, int], ...]

    @property
    def sentence(self) -> str:
        """The advice, for the command."""
        if self.splits:
            return f"{self.people} people: {' or '.join(map(str, self.splits))}."
        low, high = self.bounds
        said = f"{self.people} people cannot split into circles of {low}–{high}: {self.left} left over."
        if self.nearest:
            said += f" Sizes {' or '.join(f'{a}–{b}' for a, b in self.nearest)} would do."
        return said


def size_advice(people: int, low: int, high: int, target: int) -> SizeAdvice:
    """Advise on sizes; bounds that make no sense (low < 1 or low > high) give no split and no left-over."""
    bounds = (low, high)
    if people < 1 or low < 1 or low > high:
        return SizeAdvice(people, bounds, (), 0, ())
    fewest, most = -(-people // high), people // low
    if fewest <= most:
        return SizeAdvice(people, bounds, _splits(people, fewest, most, target), 0, ())
    return SizeAdvice(people, bounds, (), people - most * high, _nearest(people, low, high))


def _splits(people: int, fewest: int, most: int, target: int) -> tuple[Split, ...]:
    wanted = min(max(round(people / max(target, 1)), fewest), most)
    counts = range(max(fewest, wanted - NEARBY), min(most, wanted + NEARBY) + 1)
    ranked = sorted(counts, key=lambda circles: (_distance(people, circles, target), circles))
    return tuple(Split(m, people // m, -(-people // m)) for m in ranked[:SHOWN])


def _distance(people: int, circles: int, target: int) -> int:
    """The sum over circles of (size − target)², as the cost counts it."""
    small, larger = divmod(people, circles)
    return larger * (small + 1 - target) ** 2 + (circles - larger) * (small - target) ** 2


def _nearest(people: int, low: int, high: int) -> tuple[tuple[int, int], ...]:
    """One more circle, each smaller; or the same number, each larger."""
    most = people // low
    ways = []
    if most:
        ways.append((low, -(-people // most)))
    if people // (most + 1) >= 2:
        ways.append((people // (most + 1), high))
    return tuple(sorted(ways, key=lambda way: (low - way[0]) + (way[1] - high)))
