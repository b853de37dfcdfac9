from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from essaim.communities.actions import leave_unread, phrase_for
from essaim.communities.models import AvailabilityCall, Membership, NeedsChange
from essaim.communities.queries import known_in
from essaim.core import jobs
from essaim.notifications.models import Mail
from house.counting import queries_of

PAGE = "/c/en-chemin/availability/"


def test_it_says_how_many_are_known_and_who_is_not(cast, as_):
    cast.member("anna@exemple.fr", "Anna Roy", slots=(cast.tuesday,))
    answer = as_(cast.claire).get(PAGE)
    assert "1 of 6 known" in answer.content.decode()
    names = [each.person.name for each in answer.context["page"]]
    assert names == ["Claire Martin", "Leïla Haddad", "Marc Petit", "Nadia Benali", "Sonia Meyer"]
    assert [each.person.name for each in as_(cast.claire).get(f"{PAGE}?shown=known").context["page"]] == [
        "Anna Roy"
    ]


def test_the_page_costs_the_same_at_5_and_at_30_rows(cast, as_):
    pilot = as_(cast.claire)
    few = queries_of(pilot, PAGE)
    cast.crowd(40)
    assert queries_of(pilot, PAGE) == few <= 8


def test_a_call_writes_once_to_each_of_those_unknown(cast, as_):
    cast.member("anna@exemple.fr", "Anna Roy", slots=(cast.tuesday,))
    deadline = timezone.localdate() + timedelta(days=5)
    pilot = as_(cast.claire)
    for _ in range(2):
        assert pilot.post(f"{PAGE}call/", {"deadline": deadline.isoformat()})["Location"] == PAGE
        jobs.run_all()
    assert AvailabilityCall.objects.get().asked == 5
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "claire@exemple.fr",
        "leila@exemple.fr",
        "marc@exemple.fr",
        "nadia@exemple.fr",
        "sonia@exemple.fr",
    ]
    mail = Mail.objects.get(to="marc@exemple.fr")
    assert " ".join(mail.subject.split()) == "En chemin : quand êtes-vous disponible ?"
    assert "List-Unsubscribe" in mail.headers


def test_who_answers_before_the_letters_leave_gets_none(cast, as_):
    as_(cast.claire).post(f"{PAGE}call/", {"deadline": ""})
    Membership.objects.filter(person=cast.marc).update(availability_known_at=timezone.now())
    jobs.run_all()
    assert not Mail.objects.filter(to="marc@exemple.fr").exists()


def test_who_wrote_in_their_own_words_is_read_before_being_asked_again(cast, as_):
    phrase = phrase_for(community=cast.community, text="mardi soir")
    Membership.objects.filter(person__in=[cast.marc, cast.nadia]).update(phrase=phrase)
    pilot = as_(cast.claire)
    assert pilot.get(PAGE).context["to_ask"] == 3
    (act,) = pilot.get("/c/en-chemin/").context["acts"]
    assert (str(act.act), act.href) == ("Read what 2 people wrote", "/c/en-chemin/phrases/")
    pilot.post(f"{PAGE}call/", {"deadline": ""})
    jobs.run_all()
    assert not Mail.objects.filter(to="marc@exemple.fr").exists()
    assert Mail.objects.count() == 3

    leave_unread(actor=cast.claire, phrase=phrase)
    assert pilot.get(PAGE).context["to_ask"] == 5


def test_a_day_past_is_refused(cast, as_):
    answer = as_(cast.claire).post(f"{PAGE}call/", {"deadline": "2020-01-01"})
    assert answer.status_code == 422
    assert answer.context["call_form"].errors["deadline"]
    assert not AvailabilityCall.objects.exists()


def test_slots_are_set_for_the_people_ticked_and_put_back(cast, as_):
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    theirs = Membership.objects.get(community=cast.other)
    pilot = as_(cast.claire)
    answer = pilot.post(
        f"{PAGE}many/",
        {
            "who": "ticked",
            "person": [marc.pk, nadia.pk, theirs.pk, "x"],
            "slots": "these",
            "these": [cast.thursday.pk],
            "facilitates": "1",
        },
        follow=True,
    )
    assert known_in(cast.community).known == 2
    theirs.refresh_from_db()
    assert theirs.facilitates == 0
    undo = f"{PAGE}many/{NeedsChange.objects.get().pk}/undo/"
    assert undo in answer.content.decode()
    pilot.post(undo)
    assert known_in(cast.community).known == 0


def test_every_slot_is_set_for_all_those_unknown(cast, as_):
    as_(cast.claire).post(f"{PAGE}many/", {"who": "unknown", "slots": "all"})
    assert known_in(cast.community).unknown == 0
    assert cast.membership(cast.marc).availabilities.count() == 2


def test_what_is_missing_is_said_and_people_stay_ticked(cast, as_):
    marc = cast.membership(cast.marc)
    pilot = as_(cast.claire)
    cases = [
        ({"who": "ticked", "slots": "all"}, "who"),
        ({"who": "ticked", "person": [marc.pk], "slots": "these"}, "these"),
        ({"who": "ticked", "person": [marc.pk]}, "__all__"),
    ]
    for given, field in cases:
        answer = pilot.post(f"{PAGE}many/", given)
        assert answer.status_code == 422
        assert list(answer.context["many_form"].errors) == [field]
    assert f'value="{marc.pk}" checked' in answer.content.decode()
    assert not NeedsChange.objects.exists()


def test_one_person_comes_already_ticked_from_their_page(cast, as_):
    one = cast.member("a@exemple.fr")
    cast.member("b@exemple.fr")
    pilot = as_(cast.claire)
    link = f"/c/en-chemin/availability/?person={one.pk}"
    assert link in pilot.get(f"/c/en-chemin/people/{one.pk}/").content.decode()
    shown = pilot.get(link).context
    assert [row.pk for row in shown["page"]] == [one.pk]
    assert shown["many_form"].ticked == [one.pk]
    assert pilot.get("/c/en-chemin/availability/?person=none").context["page"].paginator.count > 1
