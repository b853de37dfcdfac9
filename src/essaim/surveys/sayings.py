"""Why a cell of answers from elsewhere is refused, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from essaim.communities.refusals import SENTENCES as OF_LISTS
from essaim.communities.refusals import sentence as of_lists
from essaim.engines.rosters.refusals import shortened

SENTENCES = {
    "value-unread": _(
        "surveys",
        "“%(value)s” has no reading in this column: say above how it is to be read, or mend the file.",
    ),
    "choice-unknown": _("surveys", "“%(value)s” is not one of the choices of the question."),
    "points-unread": _("surveys", "“%(value)s” is not a whole number of points."),
    "points-too-many": _("surveys", "More points are given than the %(most)s there are to share."),
    "text-too-long": _("surveys", "This answer has more than %(most)s characters. Shorten it."),
    "email-unreadable": _("surveys", "“%(value)s” is not an e-mail address."),
    "email-missing": _("surveys", "Nobody is named on this line: a survey by name needs an address on each."),
    "email-unknown": _("surveys", "Nobody in the community has the address “%(value)s”."),
    "email-twice": _("surveys", "%(value)s already answers on line %(first)s."),
    "row-empty": _("surveys", "This line answers no question."),
}
NOT_READY = {
    "nothing": _("surveys", "No line can be read yet: say what the columns are."),
    "closed": _("surveys", "This survey takes no answers any more. Bring the file again for a new survey."),
    "few": _(
        "surveys",
        "So few new answers would be recognised among those there are. Bring the file again with more.",
    ),
    "cut": _("surveys", "Writing was cut short and nothing was written. You can confirm again."),
}


def refused_words(code: str, *, value: str = "", more: Mapping[str, object] | None = None) -> str:
    if code in SENTENCES:
        return str(SENTENCES[code]) % {**(more or {}), "value": shortened(value)}
    if code in OF_LISTS:
        return of_lists(code, line=0, column="", value=value, more=dict(more or {}))
    return code
