"""Who may do what with circles."""

from __future__ import annotations

import rules

from essaim.communities.rules import pilots

rules.add_perm("circles.form", pilots)
