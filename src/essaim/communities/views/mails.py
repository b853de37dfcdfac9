"""The outbox of a community: what waits, what was sent, and what only a person may have sent again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import npgettext, pgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.notifications.actions import send_again
from essaim.notifications.models import Mail
from essaim.notifications.queries import can_send, counts_of, mails_of
from essaim.people.requests import SignedIn

from ..models import Community
from ..queries import community_for
from ..queries.mails import MailFound, mail_for

MENDABLE = (Mail.State.UNCERTAIN, Mail.State.REFUSED, Mail.State.HELD)


@door("communities.steer", find=community_for, methods=("GET",))
def mails(request: SignedIn, community: Community) -> HttpResponse:
    counts = counts_of(community)
    state = request.GET.get("state", "")
    state = state if state in counts else ""
    found = mails_of(community).only("to", "subject", "state", "created_at", "sent_at", "trouble")
    page = page_of(
        request,
        found.filter(state=state) if state else found,
        count=counts[state] if state else sum(counts.values()),
    )
    context = {
        "community": community,
        "page": page,
        "state": state,
        "counts": [(each, counts[each.value]) for each in Mail.State if counts[each.value]],
        "uncertain": counts[Mail.State.UNCERTAIN],
        "held": counts[Mail.State.HELD],
        "mendable": MENDABLE,
        "reach": can_send(),
    }
    return render(request, "communities/mails.html", context)


@door("communities.steer", find=mail_for, methods=("POST",))
def again(request: SignedIn, found: MailFound) -> HttpResponse:
    mail = send_again(mail=found.mail, actor=request.user)
    if mail.state == Mail.State.WAITING:
        words = pgettext("communities", "The e-mail to %(address)s is on its way again.")
        say(request, words % {"address": mail.to})
    return redirect("community-mails", community=found.community.slug)


@door("communities.steer", find=community_for, methods=("POST",))
def release(request: SignedIn, community: Community) -> HttpResponse:
    """Send what was kept while there was no mail server."""
    held = mails_of(community).filter(state=Mail.State.HELD)
    sent = [send_again(mail=mail, actor=request.user) for mail in held]
    gone = sum(mail.state == Mail.State.WAITING for mail in sent)
    words = npgettext("communities", "%(n)s e-mail is on its way.", "%(n)s e-mails are on their way.", gone)
    say(request, words % {"n": gone})
    return redirect("community-mails", community=community.slug)
