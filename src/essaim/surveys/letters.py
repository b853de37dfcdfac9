"""The letters that ask for an answer, with the link of each one, and those that thank."""

from __future__ import annotations

from essaim.communities.letters import reply_to, unsubscribe, withdraw_link
from essaim.notifications.actions import tell
from essaim.notifications.letters import Letter, as_text, language_for, speaking
from essaim.notifications.models import Mail
from essaim.people.models import Person

from .lasting import minutes_of
from .models import Invitee, Survey
from .queries.asking import Thanks
from .ways import answer_link, findings_link

TEMPLATE = "surveys/mails/asked"
THANKS = "surveys/mails/thanks"


def ask_to_answer(invitee: Invitee, *, number: int, by: Person | None) -> Mail:
    """Once for each person and each time: `number` 0 is the first letter, then the reminders."""
    membership = invitee.membership
    return tell(
        membership.person,
        key=f"survey:{invitee.survey_id}:{number}:{invitee.pk}",
        template=TEMPLATE,
        context=_about(invitee, number),
        scope=invitee.survey.community,
        reply_to=reply_to(by),
        headers=unsubscribe(membership),
    )


def letter_to_send(invitee: Invitee, *, number: int = 0) -> Letter:
    """The same for a pilot to send: in its reader's language, with their own link."""
    person, community = invitee.membership.person, invitee.survey.community
    with speaking(language_for(person.language, community), person.time_zone or community.time_zone):
        return as_text(TEMPLATE, _about(invitee, number))


def _about(invitee: Invitee, number: int) -> dict[str, object]:
    survey = invitee.survey
    return {
        "membership": invitee.membership,
        "survey": survey,
        "community": survey.community,
        "minutes": _minutes(survey),
        "reminder": number > 0,
        "answer": answer_link(invitee),
        "withdraw": withdraw_link(invitee.membership),
    }


def thank_letter(invitee: Invitee, *, thanks: Thanks, by: Person | None) -> Mail:
    """Once for each person who was asked, whether they answered or not."""
    membership = invitee.membership
    return tell(
        membership.person,
        key=f"survey:{invitee.survey_id}:thanks:{invitee.pk}",
        template=THANKS,
        context=_thanking(invitee, thanks),
        scope=invitee.survey.community,
        reply_to=reply_to(by),
        headers=unsubscribe(membership),
    )


def thanks_to_send(invitee: Invitee, *, thanks: Thanks) -> Letter:
    """The same for a pilot to send, in its reader's language."""
    person, community = invitee.membership.person, invitee.survey.community
    with speaking(language_for(person.language, community), person.time_zone or community.time_zone):
        return as_text(THANKS, _thanking(invitee, thanks))


def _thanking(invitee: Invitee, thanks: Thanks) -> dict[str, object]:
    survey = invitee.survey
    published = hasattr(survey, "publication")
    return {
        "membership": invitee.membership,
        "survey": survey,
        "community": survey.community,
        "thanks": thanks,
        "few": thanks.answers < survey.threshold,
        "published": published,
        "findings": findings_link(survey),
        "withdraw": withdraw_link(invitee.membership),
    }


def _minutes(survey: Survey) -> int:
    """Counted once for all the letters of a survey."""
    known: int | None = getattr(survey, "_minutes", None)
    if known is None:
        known = survey._minutes = minutes_of(survey.questions.all())  # type: ignore[attr-defined]
    return known
