"""What became of what was said, for the community; and one message to everyone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from rules.permissions import has_perm

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.notifications.queries import can_send
from essaim.people.requests import SignedIn

from ...actions.telling import publish, withdraw, write_to_all
from ...forms.plan import MessageForm
from ...letters import became_link
from ...models import Message
from ...queries.plan import actions_by_strategy, groups_of, message_for, rows_of, standing_of
from ...queries.telling import is_published, reached_by


@door("diagnosis.see", find=community_for, methods=("GET",))
def became(request: SignedIn, community: Community) -> HttpResponse:
    """A pilot reads it before it is published, everyone after."""
    steers = has_perm("diagnosis.plan", request.user, community)
    published = is_published(community)
    page = page_of(request, actions_by_strategy(community)) if published or steers else None
    rows = rows_of(community, page) if page else []
    context = {
        "community": community,
        "page": page,
        "rows": rows,
        "groups": groups_of(rows),
        "standing": standing_of(community),
        "published": published,
        "steers": steers,
    }
    return render(request, "diagnosis/plan/became.html", context)


@door("diagnosis.plan", find=community_for, methods=("POST",))
def became_publication(request: SignedIn, community: Community) -> HttpResponse:
    publish(actor=request.user, community=community)
    undo = reverse("became-withdrawal", args=[community.slug])
    say(request, pgettext("diagnosis", "Everyone in the community can read this page."), undo=undo)
    return redirect("became", community=community.slug)


@door("diagnosis.plan", find=community_for, methods=("POST",))
def became_withdrawal(request: SignedIn, community: Community) -> HttpResponse:
    withdraw(actor=request.user, community=community)
    say(request, pgettext("diagnosis", "Only pilots read this page now."))
    return redirect("became", community=community.slug)


@door("diagnosis.plan", find=community_for)
def message_new(request: SignedIn, community: Community) -> HttpResponse:
    """Written once, read as it will be received, then sent."""
    form = MessageForm(request.POST or None, initial=_proposed(community))
    preview = request.method == "POST" and form.is_valid()
    reach = can_send()
    if preview and "send" in request.POST:
        by_hand = reach.reason == "no-server"
        made = write_to_all(actor=request.user, community=community, by_hand=by_hand, **form.cleaned_data)
        return redirect("message", community=community.slug, message=made.pk)
    context = {
        "community": community,
        "form": form,
        "preview": form.cleaned_data if preview else None,
        "reach": reach,
        "published": is_published(community),
    }
    return render(request, "diagnosis/plan/message_new.html", context, status=422 if form.errors else 200)


def _proposed(community: Community) -> dict[str, str]:
    standing = standing_of(community)
    words = pgettext(
        "diagnosis",
        "You told us what helps and what hinders. Of the %(total)s actions decided since, %(done)s are done.",
    )
    return {
        "subject": pgettext("diagnosis", "What became of what you said"),
        "text": words % {"total": standing.total, "done": standing.done},
    }


@door("diagnosis.plan", find=message_for, methods=("GET",))
def message(request: SignedIn, message: Message) -> HttpResponse:
    written, sent, people = reached_by(message)
    context = {
        "community": message.community,
        "message": message,
        "written": written,
        "sent": sent,
        "people": people,
        "page": became_link(message.community.slug),
    }
    return render(request, "diagnosis/plan/message.html", context)
