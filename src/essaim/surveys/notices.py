"""Who hears about surveys: the letters to those who are asked, and the thanks, written in the background."""

from __future__ import annotations

from essaim.core import jobs
from essaim.journal.facts import on
from essaim.journal.models import Fact

from .jobs import write_thanks, write_to_the_asked
from .models import Survey


@on("survey.opened", within=True)
@on("survey.extended", within=True)
@on("survey.reminded", within=True)
def write_in_the_background(fact: Fact, survey: Survey) -> None:
    """No letter is written twice; extended, a survey writes to those asked now; by hand, pilots send them."""
    if not fact.details.get("by_hand"):
        told = {"number": fact.details.get("number", 0), "after": fact.details.get("after", 0)}
        jobs.enqueue(write_to_the_asked, survey_id=survey.pk, by=fact.actor_id, **told)


@on("survey.thanked", within=True)
def thank_in_the_background(fact: Fact, survey: Survey) -> None:
    if not fact.details["by_hand"]:
        jobs.enqueue(write_thanks, survey_id=survey.pk, by=fact.actor_id)
