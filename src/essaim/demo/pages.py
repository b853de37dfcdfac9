"""Every page of the demo with somebody who can see it: for pictures and for the walk of the tests."""

from __future__ import annotations

from django.urls import reverse

from essaim.circles.models import Circle, FormingRound
from essaim.communities.models import Membership
from essaim.diagnosis.models import Action, Board, Strategy
from essaim.surveys.models import Survey

from . import collective, network

PILOTED = (
    "community community-settings community-slots community-attributes people invitations my-needs "
    "availability phrases pairings list-new lists rounds round-new circles tree community-mails leave "
    "surveys diagnosis plan plan-express plan-days action-new became message-new slides "
    "strategies strategy-new grades "
    "interviews interview-guide interview-new findings answers-files answers-new"
)


def to_see() -> list[tuple[str, str, str]]:
    """(name, address, e-mail of who looks at it, or "" for a visitor)."""
    told = [
        ("welcome", "/", ""),
        ("sign-in", reverse("account_login"), ""),
        ("design", reverse("design"), ""),
    ]
    told += [("nothing-here", "/nulle-part/", ""), ("mails", reverse("mails"), "")]
    told += [("home", "/", collective.PILOT), ("me", reverse("me"), collective.PILOT)]
    told += [("community-new", reverse("community-new"), collective.PILOT)]
    told += _of_pilot("collective", collective.SLUG, collective.PILOT)
    told += _of_pilot("network", network.SLUG, network.PILOT)
    told += _of_member(collective.SLUG, collective.MEMBER)
    told += _of_answering("collective", collective.SLUG, collective.PILOT)
    told += _of_answering("network", network.SLUG, network.PILOT)
    return told


def _of_pilot(story: str, slug: str, who: str) -> list[tuple[str, str, str]]:
    names = PILOTED.split()
    told = [(f"{story}-{name}", reverse(name, args=[slug]), who) for name in names]
    somebody = Membership.objects.filter(community__slug=slug).exclude(person__email=who).first()
    if somebody:
        told.append((f"{story}-member", reverse("member", args=[slug, somebody.pk]), who))
    rounds = FormingRound.objects.filter(community__slug=slug)[:1]
    circles = Circle.objects.filter(community__slug=slug)[:1]
    steps = [(name, one.pk) for one in rounds for name in ("round", "search", "board", "launch")]
    steps += [("circle", one.pk) for one in circles]
    told += [(f"{story}-{name}", reverse(name, args=[slug, pk]), who) for name, pk in steps]
    return told + _of_survey(story, slug, who) + _of_board(story, slug, who) + _of_plan(story, slug, who)


def _of_survey(story: str, slug: str, who: str) -> list[tuple[str, str, str]]:
    names = "report sorting survey survey-settings survey-questions survey-share survey-texts"
    names += " survey-messages question-new"
    told = [(f"{story}-survey-new", reverse("survey-new", args=[slug]), who)]
    for survey in Survey.objects.filter(community__slug=slug).prefetch_related("questions")[:1]:
        told += [(f"{story}-{name}", reverse(name, args=[slug, survey.pk]), who) for name in names.split()]
        question = survey.questions.all()[0]
        told.append((f"{story}-question", reverse("question", args=[slug, survey.pk, question.pk]), who))
    return told


def _of_plan(story: str, slug: str, who: str) -> list[tuple[str, str, str]]:
    actions = Action.objects.filter(community__slug=slug)[:1]
    steps = [(name, one.pk) for one in actions for name in ("action", "action-correct")]
    strategies = Strategy.objects.filter(community__slug=slug)[:1]
    steps += [("strategy-correct", one.pk) for one in strategies]
    return [(f"{story}-{name}", reverse(name, args=[slug, pk]), who) for name, pk in steps]


def _of_board(story: str, slug: str, who: str) -> list[tuple[str, str, str]]:
    """Its host's pages; and while it is open those of a phone without an account."""
    told = [(f"{story}-pin", reverse("swot-pin", args=[slug]), who)]
    told += [(f"{story}-code", reverse("room-code"), "")]
    for board in Board.objects.filter(community__slug=slug)[:1]:
        names = ("swot", "swot-settings", "swot-paper")
        told += [(f"{story}-{name}", reverse(name, args=[slug, board.pk]), who) for name in names]
        told += [(f"{story}-wall", reverse("swot", args=[slug, board.pk]) + "?view=projector", who)]
        reader = "" if not board.is_closed else who
        card = board.cards.all()[0]
        told += [(f"{story}-room", reverse("room", args=[board.code]), reader)]
        told += [(f"{story}-card", reverse("room-card", args=[board.code, card.pk]), reader)]
    return told


def _of_member(slug: str, who: str) -> list[tuple[str, str, str]]:
    names = ("community", "my-needs", "circles", "tree", "leave")
    return [(f"member-{name}", reverse(name, args=[slug]), who) for name in names]


def _of_answering(story: str, slug: str, who: str) -> list[tuple[str, str, str]]:
    """The last survey as those who answer it see it, on paper too, and the sentences they add."""
    names = "survey-mine survey-preview survey-voices survey-statements survey-paper survey-sheet-new".split()
    surveys = Survey.objects.filter(community__slug=slug)[:1]
    return [(f"{story}-{name}", reverse(name, args=[slug, one.pk]), who) for one in surveys for name in names]
