"""Sending a survey, writing to people, reminding without insisting, closing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from cast import plain
from essaim.communities.actions.departures import leave
from essaim.communities.models import Departure
from essaim.core import jobs
from essaim.journal.models import Fact
from essaim.notifications.models import Mail
from essaim.people.models import Person
from essaim.surveys.actions.asking.making import begin_survey, new_version
from essaim.surveys.actions.asking.refusals import Refused
from essaim.surveys.actions.asking.sending import (
    close_survey,
    invite_more,
    open_survey,
    remind,
    reopen,
    too_soon,
)
from essaim.surveys.jobs import close_those_past_their_day
from essaim.surveys.models import Closing, Invitee, Opening, Question, Report, Sheet, Survey
from essaim.surveys.queries.asking import letters_of, people_to_ask, progress_of, surveys_of

LIST = "/c/en-chemin/surveys/"


@pytest.fixture(autouse=True)
def in_french(cast):
    Person.objects.update(language="fr")
    with translation.override("fr"):
        yield


@pytest.fixture
def survey(cast) -> Survey:
    return begin_survey(actor=cast.claire, community=cast.community, start="first-needs")


def again(survey: Survey) -> Survey:
    return Survey.objects.select_related("community").get(pk=survey.pk)


def send(cast, survey: Survey, by_hand: bool = False) -> Survey:
    people = people_to_ask(cast.community)
    open_survey(actor=cast.claire, survey=survey, people=people, by_hand=by_hand)
    return again(survey)


def later(survey: Survey, days: int) -> None:
    """As if what was written so far had been, so many days ago."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Fact._meta.db_table} SET created_at = %s", [timezone.now() - timedelta(days)]
        )


def test_sending_asks_everyone_present_but_sponsors_and_writes_to_each_once(cast, survey, as_):
    page = as_(cast.claire).get(f"{LIST}{survey.pk}/opening/")
    assert "5 personnes" in plain(page.content.decode())
    for _ in range(2):
        as_(cast.claire).post(f"{LIST}{survey.pk}/opening/", {"who": "everyone"})
    assert Invitee.objects.filter(survey=survey).count() == 5
    jobs.run_all()
    jobs.run_all()
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "claire@exemple.fr", "leila@exemple.fr", "marc@exemple.fr", "nadia@exemple.fr", "sonia@exemple.fr",
    ]  # fmt: skip
    mail = Mail.objects.get(to="marc@exemple.fr")
    assert plain(mail.subject) == "De quoi avez-vous besoin ?"
    assert "Vos réponses sont anonymes : ce lien dit seulement que vous avez répondu" in plain(mail.text)
    assert "Il faut environ 4 minutes, sans s’identifier." in plain(mail.text)
    assert "http" in mail.text
    assert mail.html
    state = letters_of(again(survey))
    assert (state.to_write, state.written, state.under_way) == (5, 5, False)


def test_nobody_waits_for_letters_to_those_who_answer_or_leave_meanwhile(cast, survey, as_):
    as_(cast.claire).post(f"{LIST}{survey.pk}/opening/", {"who": "everyone"})
    state = letters_of(again(survey))
    assert (state.to_write, state.written, state.under_way) == (5, 0, True)
    Invitee.objects.filter(membership__person=cast.marc).update(answered=True)
    leave(actor=cast.nadia, membership=cast.membership(cast.nadia))
    jobs.run_all()
    state = letters_of(again(survey))
    assert (state.to_write, state.written, state.under_way) == (3, 3, False)


def test_closing_ends_the_letters_that_were_not_written(cast, survey, as_):
    as_(cast.claire).post(f"{LIST}{survey.pk}/opening/", {"who": "everyone"})
    close_survey(actor=cast.claire, survey=again(survey))
    assert not letters_of(again(survey)).under_way


def test_without_a_mail_server_pilots_send_the_messages_themselves(cast, survey, as_):
    browser = as_(cast.claire)
    answer = browser.post(f"{LIST}{survey.pk}/opening/", {"who": "everyone", "told": "by-hand"})
    assert answer["Location"] == f"{LIST}{survey.pk}/messages/"
    jobs.run_all()
    assert not Mail.objects.exists()
    page = plain(browser.get(answer["Location"]).content.decode())
    assert "5 messages à envoyer" in page
    Invitee.objects.filter(membership__person=cast.marc).update(answered=True)
    lines = b"".join(browser.get(f"{LIST}{survey.pk}/messages.csv").streaming_content).decode()
    assert "nadia@exemple.fr" in lines
    assert "marc@exemple.fr" not in lines


def test_only_a_role_or_those_of_a_list_may_be_asked(cast, survey, as_):
    as_(cast.claire).post(f"{LIST}{survey.pk}/opening/", {"who": "role-pilot", "told": "by-hand"})
    assert list(Invitee.objects.values_list("membership__person__email", flat=True)) == ["claire@exemple.fr"]
    page = plain(as_(cast.claire).get(f"{LIST}{survey.pk}/").content.decode())
    assert "Solliciter 4 personnes qui ne l’ont pas été" in page
    as_(cast.claire).post(f"{LIST}{survey.pk}/more/")
    assert Invitee.objects.filter(survey=survey).count() == 5


def test_nothing_is_sent_with_what_would_trouble_people(cast, survey, as_):
    Question.objects.filter(survey=survey, key="ways").update(choices=[])
    Question.objects.filter(survey=survey, key="needs").update(condition={"question": "ideas", "any": ["x"]})
    page = plain(as_(cast.claire).get(f"{LIST}{survey.pk}/opening/").content.decode())
    assert "La question 1," in page
    assert "dépend d’une question qui ne vient pas avant elle" in page
    assert "donnez au moins deux réponses à choisir" in page
    answer = as_(cast.claire).post(f"{LIST}{survey.pk}/opening/", {"who": "everyone"})
    assert answer.status_code == 422
    assert not Opening.objects.exists()
    assert as_(cast.claire).post(f"{LIST}{survey.pk}/opening/", {"who": "\0"}).status_code == 422


def test_a_survey_without_questions_or_with_a_day_that_is_past_is_not_sent(cast):
    blank = begin_survey(actor=cast.claire, community=cast.community)
    with pytest.raises(Refused, match="Rien n’est encore demandé"):
        send(cast, blank)
    pulse = begin_survey(actor=cast.claire, community=cast.community, start="pulse")
    Survey.objects.filter(pk=pulse.pk).update(closes_on=date(2020, 1, 1))
    with pytest.raises(Refused, match="jour de clôture est passé"):
        send(cast, pulse)


def test_reminders_go_to_those_who_have_not_answered_and_never_insist(cast, survey):
    sent = send(cast, survey)
    jobs.run_all()
    assert "moins de trois jours" in too_soon(sent)
    with pytest.raises(Refused):
        remind(actor=cast.claire, survey=sent)
    Invitee.objects.filter(membership__person__in=[cast.marc, cast.leila]).update(answered=True)
    gone = Departure.objects.create(membership=cast.membership(cast.sonia), way="left")
    assert gone
    for number in (1, 2):
        later(sent, 4)
        assert remind(actor=cast.claire, survey=sent) == 2
        jobs.run_all()
        again_written = Mail.objects.filter(key__startswith=f"survey:{sent.pk}:{number}:")
        assert sorted(again_written.values_list("to", flat=True)) == ["claire@exemple.fr", "nadia@exemple.fr"]
    assert plain(again_written[0].subject).startswith("Rappel : De quoi")
    later(sent, 4)
    assert "une fois de plus serait insister" in plain(too_soon(sent))
    assert progress_of(sent).answered == 2


def test_whoever_was_asked_after_a_reminder_gets_the_next_one_and_all_who_are_reminded_are_written_to(
    cast, survey
):
    sent = send(cast, survey)
    jobs.run_all()
    later(sent, 4)
    assert remind(actor=cast.claire, survey=sent) == 5
    cast.member("yann@exemple.fr", "Yann Le Goff")
    assert invite_more(actor=cast.claire, survey=sent, people=people_to_ask(cast.community)) == 1
    jobs.run_all()
    later(sent, 4)
    assert remind(actor=cast.claire, survey=sent) == 6
    jobs.run_all()
    assert Mail.objects.filter(key__startswith=f"survey:{sent.pk}:2:").count() == 6
    keys = Mail.objects.filter(to="yann@exemple.fr").order_by("pk").values_list("key", flat=True)
    assert [key.split(":")[2] for key in keys] == ["0", "2"]
    state = letters_of(again(sent))
    assert (state.to_write, state.written) == (6, 6)


def test_asking_more_people_writes_to_them_alone(cast, survey, as_):
    """Opened by hand, reminded by mail: nobody else has had a first letter."""
    sent = send(cast, survey, by_hand=True)
    later(sent, 4)
    remind(actor=cast.claire, survey=sent)
    jobs.run_all()
    cast.member("yann@exemple.fr", "Yann Le Goff")
    as_(cast.claire).post(f"{LIST}{sent.pk}/more/")
    state = letters_of(again(sent))
    assert (state.to_write, state.written) == (5, 5)
    jobs.run_all()
    first = Mail.objects.filter(key__startswith=f"survey:{sent.pk}:0:")
    assert list(first.values_list("to", flat=True)) == ["yann@exemple.fr"]


def test_who_answered_before_the_worker_came_is_not_reminded(cast, survey):
    sent = send(cast, survey, by_hand=True)
    later(sent, 4)
    remind(actor=cast.claire, survey=sent)
    Invitee.objects.filter(membership__person=cast.marc).update(answered=True)
    jobs.run_all()
    assert not Mail.objects.filter(to="marc@exemple.fr").exists()


def test_closing_by_hand_and_on_its_day(cast, survey, as_):
    sent = send(cast, survey)
    page = plain(as_(cast.claire).get(f"{LIST}{sent.pk}/").content.decode())
    assert "0 réponse" in page.replace("</dt><dd>", " ") or "réponse" in page
    for _ in range(2):
        as_(cast.claire).post(f"{LIST}{sent.pk}/closing/")
    assert Closing.objects.get(survey=sent).by == cast.claire
    assert Fact.objects.filter(verb="survey.closed").count() == 1
    other = send(cast, begin_survey(actor=cast.claire, community=cast.community, start="pulse"))
    today = timezone.now().astimezone(cast.community.zone).date()
    for day, closed in ((today, False), (today - timedelta(1), True)):
        Survey.objects.filter(pk=other.pk).update(closes_on=day)
        close_those_past_their_day()
        assert again(other).is_closed is closed
    assert Closing.objects.get(survey=other).by is None


def test_a_closing_by_mistake_is_undone_while_nothing_was_drawn_and_never_of_an_anonymous_survey(
    cast, survey, as_
):
    Survey.objects.filter(pk=survey.pk).update(mode="confidential")
    sent = send(cast, again(survey))
    close_survey(actor=cast.claire, survey=sent)
    as_(cast.claire).post(f"{LIST}{sent.pk}/reopening/")
    assert again(sent).is_open
    close_survey(actor=cast.claire, survey=again(sent))
    Report.objects.create(survey=sent, sheets=7)
    with pytest.raises(Refused):
        reopen(actor=cast.claire, survey=sent)
    anonymous = send(cast, begin_survey(actor=cast.claire, community=cast.community, start="pulse"))
    close_survey(actor=cast.claire, survey=anonymous)
    with pytest.raises(Refused):
        reopen(actor=cast.claire, survey=anonymous)
    assert again(anonymous).is_closed


def test_a_new_version_takes_the_place_of_the_former_one_when_it_is_sent(cast, survey, as_):
    sent = send(cast, survey)
    Sheet.objects.create(survey=sent, answers={"belonging": 4})
    as_(cast.claire).post(f"{LIST}{sent.pk}/version/")
    made = new_version(actor=cast.claire, survey=sent)
    assert (made.version, made.corrects) == (2, sent)
    assert again(sent).is_open
    assert len(surveys_of(cast.community)) == 2
    send(cast, made)
    assert again(sent).is_closed
    assert Sheet.objects.filter(survey=sent).count() == 1
    assert list(surveys_of(cast.community)) == [made]
    with pytest.raises(Refused):
        new_version(actor=cast.claire, survey=begin_survey(actor=cast.claire, community=cast.community))


def test_the_link_and_its_code_are_shown_in_a_room(cast, survey, as_):
    sent = send(cast, survey)
    page = as_(cast.claire).get(f"{LIST}{sent.pk}/share/?view=projector")
    assert b"<svg" in page.content
    assert b"/surveys/" in page.content


def test_no_survey_of_another_community_is_found(cast, survey, as_):
    for page in ("", "opening/", "settings/", "share/", "messages/", "questions/", "texts/"):
        assert as_(cast.diane).get(f"{LIST}{survey.pk}/{page}").status_code == 404
        assert as_(cast.diane).get(f"/c/ailleurs/surveys/{survey.pk}/{page}").status_code == 404
