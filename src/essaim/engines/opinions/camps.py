"""Whether people form camps (French: *des camps*), and which; otherwise why none is shown.

Groups can be found in anything, chance included. They are shown only if they are more apart than those of
shuffled votes, found again without a tenth of the people, and none of them a handful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from .polis import qualified
from .votes import Key, OpinionsRefused, Votes

if TYPE_CHECKING:
    from .numbers.trials import Trial

FEWEST_PEOPLE = 50
FEWEST_STATEMENTS = 2
STEADY_FROM = 0.75
FEWEST_IN_CAMP = 5
SHARE_IN_CAMP = 10

Failure = Literal["few", "chance", "unsteady", "small"]


class Cancelled(Exception):  # noqa: N818 - somebody asked for it
    """The search was told to stop."""


@dataclass(frozen=True, slots=True)
class Camps:
    """What was found. Where `shown` is false, `failed` says why, and no person is in a camp.

    `few`: fewer than fifty qualified people (or two statements); nothing else was then looked at.
    `chance`: shuffled votes make groups as far apart. `unsteady`: without a tenth of the people the groups
    change. `small`: a group has fewer than five people, or than one in ten.

    `camps` is person → number, from 1 for the largest; `points` where each stands on the map. `silhouette` is
    to be above `by_chance`, `steadiness` at least 0.75, `smallest` at least `smallest_needed`.
    """

    qualified: int
    failed: tuple[Failure, ...]
    silhouette: float | None = None
    by_chance: float | None = None
    steadiness: float | None = None
    smallest: int | None = None
    smallest_needed: int | None = None
    groups: int = 0
    camps: Mapping[Key, int] = field(default_factory=dict)
    points: Mapping[Key, tuple[float, float]] = field(default_factory=dict)

    @property
    def shown(self) -> bool:
        return not self.failed


def find_camps(
    votes: Votes,
    *,
    hidden: Collection[Key] = (),
    seed: int = 0,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Camps:
    """The camps of the people who voted enough, if three tests hold; the same for the same votes and seed.

    Loads numpy: for a child process. `progress(done, total)` and `cancelled()` are called after each of
    forty steps; a true answer of the second raises Cancelled. `hidden` statements are left out. Raises
    OpinionsRefused where `seed` is negative.
    """
    if seed < 0:
        raise OpinionsRefused(f"The seed is {seed}: it is a whole number from 0 on.")
    shown = votes.without(hidden)
    inside = shown.only(qualified(shown))
    if len(inside.people) < FEWEST_PEOPLE or len(inside.statements) < FEWEST_STATEMENTS:
        return Camps(qualified=len(inside.people), failed=("few",))
    from .numbers.mapping import cells
    from .numbers.trials import steps, try_groups

    return judged(inside, try_groups(cells(inside), seed, _stepper(steps(), progress, cancelled)))


def _stepper(
    total: int, progress: Callable[[int, int], object] | None, cancelled: Callable[[], bool] | None
) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)
        if cancelled and cancelled():
            raise Cancelled

    return step


def judged(inside: Votes, trial: Trial) -> Camps:
    """The trial's groups, and which of the tests they fail."""
    labels, points = trial.grouped.labels.tolist(), trial.map.points.tolist()
    sizes = Counter(labels)
    needed = smallest_needed(len(inside.people))
    smallest = min(sizes.values())
    by_chance = max(trial.by_chance)
    failed: dict[Failure, bool] = {
        "chance": trial.grouped.silhouette <= by_chance,
        "unsteady": trial.steadiness < STEADY_FROM,
        "small": smallest < needed,
    }
    holds = not any(failed.values())
    numbers = {label: n for n, (label, _) in enumerate(sizes.most_common(), start=1)}
    return Camps(
        qualified=len(inside.people),
        failed=tuple(name for name, so in failed.items() if so),
        silhouette=trial.grouped.silhouette,
        by_chance=by_chance,
        steadiness=trial.steadiness,
        smallest=smallest,
        smallest_needed=needed,
        groups=len(sizes),
        camps={p: numbers[label] for p, label in zip(inside.people, labels, strict=True)} if holds else {},
        points={p: (x, y) for p, (x, y) in zip(inside.people, points, strict=True)} if holds else {},
    )


def smallest_needed(people: int) -> int:
    """How many people a camp needs at least: five, and one in ten."""
    return max(FEWEST_IN_CAMP, -(-people // SHARE_IN_CAMP))
