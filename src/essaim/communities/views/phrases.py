"""Reading availability as people wrote it, each phrase once for all who wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import npgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.people.requests import SignedIn

from ..actions import leave_unread, read_phrase
from ..forms import PhraseForm
from ..models import Community, Phrase, WeeklySlot
from ..queries import community_for, offered_slots, phrase_for
from ..queries.phrases import counts_of, phrases_of, slots_read
from ..readings import Proposal, proposed

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class PhraseSeen:
    phrase: Phrase
    form: PhraseForm
    proposal: Proposal | None


@door("communities.steer", find=community_for, methods=("GET",))
def phrases(request: SignedIn, community: Community) -> HttpResponse:
    slots = offered_slots(community)
    phrases = phrases_of(community)
    total, left = counts_of(phrases)
    page = page_of(request, phrases, per_page=PER_PAGE, count=total)
    read = slots_read(page)
    readings = [seen(phrase, slots, *read[phrase.pk]) for phrase in page]
    context = {"community": community, "page": page, "readings": readings, "left": left}
    return render(request, "communities/phrases.html", context)


def seen(phrase: Phrase, slots: list[WeeklySlot], can: list[int], likes: list[int]) -> PhraseSeen:
    """A phrase with the slots it was read as, or those proposed while nobody has read it."""
    if phrase.reading:
        proposal = None
        initial = {"can": can, "likes": likes}
    else:
        proposal = proposed(phrase.text, slots)
        initial = {"can": proposal.can, "likes": proposal.likes}
    form = PhraseForm(slots=slots, initial=initial, auto_id=f"id_{phrase.pk}_%s")
    return PhraseSeen(phrase, form, proposal)


@door("communities.steer", find=phrase_for, methods=("POST",))
def phrase(request: SignedIn, phrase: Phrase) -> HttpResponse:
    form = PhraseForm(request.POST, slots=offered_slots(phrase.community))
    if "unclear" not in request.POST and not form.is_valid():
        # A slot withdrawn since the page was shown: show the page as it is now.
        return redirect("phrases", community=phrase.community.slug)
    can, likes = form.answer() if form.is_valid() else (frozenset[int](), frozenset[int]())
    # Nothing ticked is not "never": these people are asked, so that nobody is impossible by a slip.
    if "unclear" in request.POST or not can:
        people = leave_unread(actor=request.user, phrase=phrase)
        words = npgettext(
            "communities",
            "Set aside: %(n)s person is still to be asked.",
            "Set aside: %(n)s people are still to be asked.",
            len(people),
        )
    else:
        people = read_phrase(actor=request.user, phrase=phrase, can=can, likes=likes)
        words = npgettext("communities", "Read, for %(n)s person.", "Read, for %(n)s people.", len(people))
    say(request, words % {"n": len(people)})
    return redirect("phrases", community=phrase.community.slug)
