"""Reading availability as people wrote it, each phrase once for all who wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import npgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.core.words import slot_words
from essaim.people.requests import SignedIn

from ..actions import accept_sure, leave_unread, read_phrase
from ..forms import PhraseForm
from ..models import Community, Phrase, WeeklySlot
from ..queries import community_for, offered_slots, phrase_for
from ..queries.phrases import READ_AT_ONCE, counts_of, phrases_of, slots_read
from ..readings import Proposal, proposed, sure_among

PER_PAGE = 8
SHOWN_AT_ONCE = 50


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
    first = list(phrases[:READ_AT_ONCE])
    page = page_of(request, first if total <= READ_AT_ONCE else phrases, per_page=PER_PAGE, count=total)
    read = slots_read(page)
    readings = [seen(phrase, slots, *read[phrase.pk]) for phrase in page]
    clear = sure_among((each for each in first if not each.reading), slots)
    context = {
        "community": community,
        "page": page,
        "readings": readings,
        "left": left,
        "sure": len(clear),
        "doubtful": left - len(clear),
        "understood": [_understood(phrase, proposal, slots) for phrase, proposal in clear[:SHOWN_AT_ONCE]],
    }
    return render(request, "communities/phrases.html", context)


def _understood(phrase: Phrase, proposal: Proposal, slots: list[WeeklySlot]) -> tuple[str, list[str]]:
    """The words, and the slots they mean."""
    return phrase.text, [slot_words(slot) for slot in slots if slot.pk in proposal.can]


@door("communities.steer", find=community_for, methods=("POST",))
def sure(request: SignedIn, community: Community) -> HttpResponse:
    """One act for all that leaves no doubt; the toast undoes it."""
    change = accept_sure(actor=request.user, community=community)
    read = change.phrases.count()
    words = npgettext("communities", "%(n)s reading accepted.", "%(n)s readings accepted.", read)
    undo = reverse("needs-undo", args=[community.slug, change.pk])
    say(request, words % {"n": read}, undo=undo if read else "")
    return redirect("phrases", community=community.slug)


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
