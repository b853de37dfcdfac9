"""What people think of statements, and what they say in their own words (French: *avis*).

A plain instrument: votes or texts go in, an explained result comes out. Importing it loads no numeric
package.

- `Votes` (*les votes*): who agrees (+1), disagrees (-1), passes (0) or has not said (None).
- `lists` (*les listes*): we agree, we do not want, we are divided, to clarify, too few voices, not settled.
- `bridging` (*ce qui relie*): what brings declared groups together, and what parts them.
- `find_camps` (*les camps*): groups that nobody declared, shown only if three tests hold. Loads numpy when
  called: for a child process.
- `consensus`, `group_aware_consensus`, `representative` (*ce qui représente un groupe*): as
  Polis counts.
- `similar`, `merge_proposals`, `nearest_themes` (*les thèmes*): people sort, the machine helps.
"""

from .bridging import Bridge, Bridging, bridge, bridging
from .camps import Camps, Cancelled, Failure, find_camps
from .lists import LISTS, Interval, ListName, Lists, Standing, interval, lists, lists_of, standing
from .polis import (
    Agreed,
    Consensus,
    Representative,
    consensus,
    group_aware_consensus,
    qualified,
    representative,
)
from .themes import Near, NearTheme, Pair, merge_proposals, nearest_themes, similar
from .votes import AGREE, DISAGREE, PASS, OpinionsRefused, Tally, Votes

__all__ = [
    "AGREE",
    "DISAGREE",
    "LISTS",
    "PASS",
    "Agreed",
    "Bridge",
    "Bridging",
    "Camps",
    "Cancelled",
    "Consensus",
    "Failure",
    "Interval",
    "ListName",
    "Lists",
    "Near",
    "NearTheme",
    "OpinionsRefused",
    "Pair",
    "Representative",
    "Standing",
    "Tally",
    "Votes",
    "bridge",
    "bridging",
    "consensus",
    "find_camps",
    "group_aware_consensus",
    "interval",
    "lists",
    "lists_of",
    "merge_proposals",
    "nearest_themes",
    "qualified",
    "representative",
    "similar",
    "standing",
]
