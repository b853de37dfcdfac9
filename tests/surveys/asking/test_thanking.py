"""Once a survey is closed, those who were asked are thanked, once, whoever answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cast import plain
from essaim.communities.models import Departure
from essaim.core import jobs
from essaim.notifications.models import Mail
from essaim.people.models import Person
from essaim.surveys.actions.asking.making import begin_survey, new_version
from essaim.surveys.actions.asking.refusals import Refused
from essaim.surveys.actions.asking.sending import open_survey
from essaim.surveys.actions.asking.thanking import thank
from essaim.surveys.actions.reports import publish
from essaim.surveys.models import Invitee, Survey
from essaim.surveys.queries.asking import people_to_ask
from factories.answering import closed
from factories.reports import fill


def sent(cast, mode: str = "anonymous") -> Survey:
    survey = begin_survey(actor=cast.claire, community=cast.community, start="first-needs")
    Survey.objects.filter(pk=survey.pk).update(mode=mode)
    people = people_to_ask(cast.community)
    open_survey(actor=cast.claire, survey=survey, people=people, by_hand=True)
    return Survey.objects.get(pk=survey.pk)


def here(survey: Survey, name: str = "survey-thanking") -> str:
    return reverse(name, args=["en-chemin", survey.pk])


@pytest.fixture(autouse=True)
def in_french(cast):
    Person.objects.update(language="fr")
    Person.objects.filter(pk=cast.nadia.pk).update(language="en")
    with translation.override("fr"):
        yield


def test_everybody_who_was_asked_is_thanked_once_in_their_language(cast, as_):
    survey, claire = sent(cast), as_(cast.claire)
    Invitee.objects.filter(survey=survey, membership__person=cast.marc).update(answered=True)
    Departure.objects.create(membership=cast.membership(cast.sonia), way="left")
    fill(survey, 6, belonging=4)
    assert "Remercier" not in claire.get(here(survey, "survey")).content.decode()
    claire.post(here(survey))
    closed(survey)
    page = plain(claire.get(here(survey, "survey")).content.decode())
    assert "Une lettre, envoyée une seule fois, aux 4 personnes sollicitées" in page
    past = claire.post(here(survey), {"day": "2020-01-01"})
    assert past.status_code == 422
    assert 'value="2020-01-01"' in past.content.decode()
    assert claire.post(here(survey), {"day": "bientôt\0"}).status_code == 422
    day = timezone.now().date() + timedelta(days=9)
    for _ in range(2):
        claire.post(here(survey), {"day": day.isoformat()})
        jobs.run_all()
    letters = {mail.to: mail for mail in Mail.objects.all()}
    assert sorted(letters) == ["claire@exemple.fr", "leila@exemple.fr", "marc@exemple.fr", "nadia@exemple.fr"]
    marc, nadia = (plain(letters[f"{who}@exemple.fr"].text) for who in ("marc", "nadia"))
    assert "6 personnes ont répondu" in marc
    assert "Ce qui a été dit sera montré à partir du" in marc
    assert reverse("surveys", args=["en-chemin"]) in marc
    assert "6 people answered." in nadia
    # Who answered has the same words as who did not.
    leila = plain(letters["leila@exemple.fr"].text)
    different = [one for one, two in zip(marc.split(), leila.split(), strict=True) if one != two]
    assert different[0] == "Marc,"
    assert len(different) == 2
    page = plain(claire.get(here(survey, "survey")).content.decode())
    assert "4 personnes ont été remerciées" in page
    with pytest.raises(Refused, match="une fois suffit"):
        thank(actor=cast.claire, survey=survey)


def test_where_members_read_the_findings_the_letter_leads_there_and_too_few_answers_are_said(cast):
    survey = sent(cast)
    fill(survey, 6, belonging=4)
    publish(actor=cast.claire, survey=closed(survey))
    thank(actor=cast.claire, survey=survey)
    jobs.run_all()
    mail = Mail.objects.get(to="marc@exemple.fr")
    assert reverse("report", args=["en-chemin", survey.pk]) in mail.text
    assert "Lire ce qui a été dit" in plain(mail.html)
    few = sent(cast)
    fill(few, 2, belonging=4)
    thank(actor=cast.claire, survey=closed(few), day=date(2099, 1, 1))
    jobs.run_all()
    told = plain(Mail.objects.filter(to="marc@exemple.fr").latest("pk").text)
    assert "En dessous de 5 réponses, rien n’est montré" in told
    assert "2099" not in told


def test_without_a_mail_server_the_messages_are_there_to_copy(cast, as_):
    survey, claire = sent(cast, "named"), as_(cast.claire)
    fill(survey, 6, belonging=4)
    closed(survey)
    assert claire.get(here(survey, "survey-messages")).context["page"].paginator.count == 0
    answer = claire.post(here(survey), {"told": "by-hand"})
    assert answer["Location"] == here(survey, "survey-messages")
    jobs.run_all()
    assert not Mail.objects.exists()
    page = plain(claire.get(answer["Location"]).content.decode())
    assert "5 messages à envoyer" in page
    assert "6 personnes ont répondu" in page
    assert "répond au nom d’une personne" not in page
    lines = b"".join(claire.get(here(survey, "survey-messages-file")).streaming_content).decode()
    assert reverse("surveys", args=["en-chemin"]) in lines
    assert "6 people answered" in lines


def test_nobody_is_thanked_too_soon_nor_for_a_version_that_goes_on(cast):
    survey = sent(cast)
    with pytest.raises(Refused, match="clore"):
        thank(actor=cast.claire, survey=survey)
    made = new_version(actor=cast.claire, survey=survey)
    people = people_to_ask(cast.community)
    open_survey(actor=cast.claire, survey=made, people=people, by_hand=True)
    with pytest.raises(Refused, match="version plus récente"):
        thank(actor=cast.claire, survey=Survey.objects.get(pk=survey.pk))
    Invitee.objects.filter(survey=made).delete()
    with pytest.raises(Refused, match="personne à qui écrire"):
        thank(actor=cast.claire, survey=closed(made))
