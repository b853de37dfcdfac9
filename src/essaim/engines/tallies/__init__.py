"""What the counts of a survey may say (French: *les comptes et ce qu’ils ont le droit de dire*).

A plain instrument: `Counter` counts sheets as they stream by; `protect` says which segments may be shown,
and `may_follow` what may be told after something else; the rest turns counts into shares, means and
differences, each with its interval. Nothing here is numpy: pages call it.
"""

from essaim.engines.tallies.comparing import (
    Difference,
    means_apart,
    means_paired,
    recommendations_apart,
    shares_apart,
    shares_paired,
)
from essaim.engines.tallies.counting import Counter, Shape, Tally
from essaim.engines.tallies.needs import Need, Quadrant, need, needs_map, quadrant
from essaim.engines.tallies.protect import (
    Breakdown,
    fewest_apart,
    may_follow,
    protect,
)
from essaim.engines.tallies.ranking import Pointed, Ranked, pointed, ranked
from essaim.engines.tallies.scales import (
    Interval,
    Mean,
    Recommendation,
    Share,
    distribution,
    mean,
    median_grade,
    only,
    recommendation,
    share,
    wilson,
)

__all__ = [
    "Breakdown",
    "Counter",
    "Difference",
    "Interval",
    "Mean",
    "Need",
    "Pointed",
    "Quadrant",
    "Ranked",
    "Recommendation",
    "Shape",
    "Share",
    "Tally",
    "distribution",
    "fewest_apart",
    "may_follow",
    "mean",
    "means_apart",
    "means_paired",
    "median_grade",
    "need",
    "needs_map",
    "only",
    "pointed",
    "protect",
    "quadrant",
    "ranked",
    "recommendation",
    "recommendations_apart",
    "share",
    "shares_apart",
    "shares_paired",
    "wilson",
]
