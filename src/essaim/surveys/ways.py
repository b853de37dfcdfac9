"""Addresses of pages that lead to one survey; "" where there is no such page."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from essaim.core import links

from .models import Invitee, Survey

FOR_ONE = "survey-answer"
FOR_ALL = "survey-open"


def answer_link(invitee: Invitee) -> str:
    """Opens the survey for one person without signing in: who was asked, so that they are not asked again."""
    return _signed(FOR_ONE, invitee.pk) or links.absolute(
        "community", community=invitee.survey.community.slug
    )


def open_link(survey: Survey) -> str:
    """Opens the survey for whoever has the link, where the pilots chose so; else "" ."""
    return _signed(FOR_ALL, survey.pk) if survey.open_link else ""


def findings_link(survey: Survey) -> str:
    """Where members read what was said: the findings where they show, else the page that leads to them."""
    if hasattr(survey, "publication"):
        return links.whole(inside("report", survey))
    return links.whole(there("surveys", survey.community.slug))


def inside(name: str, survey: Survey) -> str:
    """The page of this name about this survey."""
    return there(name, survey.community.slug, survey.pk)


def there(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _signed(name: str, pk: int) -> str:
    path = there(name, links.sign(name, pk))
    return links.whole(path) if path else ""
