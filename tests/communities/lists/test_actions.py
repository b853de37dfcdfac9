"""Claire brings a list: it is read, checked, confirmed, and brought again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.communities.actions import say_needs, withdraw
from essaim.communities.actions.lists import bring, confirm, give_up, map_columns
from essaim.communities.actions.needs import Needs
from essaim.communities.jobs import forget_old_lists
from essaim.communities.models import Membership, Pairing, PeopleList, Phrase, RefusedRow
from essaim.communities.queries.lists import outcomes_of
from essaim.core import jobs
from essaim.engines.rosters import RosterRefused
from essaim.notifications.models import Mail
from essaim.people.erasure import erase
from essaim.people.models import Person

LIST = """Prénom;Nom;Adresse e-mail;Disponibilités;Site;Animer
Anne;Lenoir;anne@exemple.fr;mardi 18h30, jeudi 20h !;Lyon;oui
Bruno;Kaci;bruno@exemple.fr;mardi ou jeudi soir sauf vacances;Lille;non
Chloé;Roux;chloe@exemple.fr;;Lyon;
;;pas une adresse;mardi 18h30;;
Anne;Lenoir;ANNE@exemple.fr;mardi 18h30;Lyon;
"""


def brought(cast, text: str = LIST, name: str = "inscriptions.csv") -> PeopleList:
    return bring(actor=cast.claire, community=cast.community, name=name, content=text.encode("cp1252"))


def member(cast, email: str) -> Membership:
    return Membership.objects.get(community=cast.community, person__email=email)


def slots_of(membership: Membership) -> dict[str, bool]:
    return {str(each.slot): each.preferred for each in membership.availabilities.select_related("slot")}


def test_nothing_is_written_before_it_is_confirmed(cast):
    people = Person.objects.count()
    checked = brought(cast).checked
    assert (checked["people"], checked["new"], checked["known"], checked["refused_lines"]) == (3, 3, 0, 2)
    assert (checked["phrases"], checked["without_availability"], checked["facilitators"]) == (1, 1, 1)
    assert checked["questions_to_add"] == ["Site"]
    assert checked["slots_to_offer"] == []
    assert Person.objects.count() == people


def test_each_refused_line_is_listed_with_its_reason(cast):
    refused = brought(cast).refused_rows.values_list("line", "code", "value")
    assert list(refused) == [
        (5, "email-unreadable", "pas une adresse"),
        (6, "key-twice", "anne@exemple.fr"),
    ]


def test_a_confirmed_list_brings_people_with_what_it_says_of_them(cast):
    done = confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    assert done.state == PeopleList.State.DONE
    assert (done.result["added"], done.result["updated"]) == (3, 0)
    anne, bruno, chloe = (member(cast, f"{name}@exemple.fr") for name in ("anne", "bruno", "chloe"))
    assert (anne.person.name, anne.person.given_name, anne.facilitates) == ("Anne Lenoir", "Anne", 1)
    assert slots_of(anne) == {"tue 18:30": False, "thu 20:00": True}
    assert anne.availability_from == Membership.Said.LIST
    assert [value.value for value in anne.values.all()] == ["Lyon"]
    assert bruno.phrase == Phrase.objects.get(text="mardi ou jeudi soir sauf vacances")
    assert bruno.availability_known_at is None
    assert chloe.availability_known_at is None
    assert chloe.languages == ["fr"]
    assert {role.role for role in anne.roles.all()} == {"member"}


def test_the_content_is_emptied_and_the_report_tells_what_became_of_each_line(cast):
    done = confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    assert bytes(done.content) == b""
    assert outcomes_of(done) == [
        (2, "anne@exemple.fr", "added"),
        (3, "bruno@exemple.fr", "added"),
        (4, "chloe@exemple.fr", "added"),
    ]


def test_the_same_list_again_changes_nobody_twice(cast):
    confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    before = Membership.objects.count(), Person.objects.count()
    done = confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    assert (done.result["added"], done.result["updated"]) == (0, 3)
    assert (Membership.objects.count(), Person.objects.count()) == before
    assert slots_of(member(cast, "anne@exemple.fr")) == {"tue 18:30": False, "thu 20:00": True}


def test_confirming_twice_writes_once(cast):
    people_list = brought(cast)
    first = confirm(actor=cast.claire, people_list=people_list, tell=False)
    again = confirm(actor=cast.claire, people_list=people_list, tell=False)
    assert again.result == first.result


def test_what_people_said_themselves_is_not_overwritten(cast):
    confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    anne = member(cast, "anne@exemple.fr")
    say_needs(actor=anne.person, membership=anne, needs=Needs(can=frozenset({cast.thursday.pk})))
    confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    assert slots_of(anne) == {"thu 20:00": False}


def test_a_list_without_a_language_column_leaves_languages_alone(cast):
    confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    Membership.objects.filter(person__email="anne@exemple.fr").update(languages=["en"], leads=3)
    confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    anne = member(cast, "anne@exemple.fr")
    assert (anne.languages, anne.leads) == (["en"], 3)


def test_who_withdrew_is_never_brought_back(cast):
    confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    withdraw(membership=member(cast, "bruno@exemple.fr"))
    again = brought(cast)
    assert again.refused_rows.filter(code="person-withdrew", line=3).count() == 1
    confirm(actor=cast.claire, people_list=again, tell=False)
    assert not Membership.objects.present().filter(person__email="bruno@exemple.fr").exists()


def test_slots_that_the_list_names_are_offered_too(cast):
    text = "email,slots\na@exemple.fr,sat 10:00\n"
    people_list = bring(actor=cast.claire, community=cast.community, name="x", content=text.encode())
    assert people_list.checked["slots_to_offer"] == ["sat 10:00"]
    confirm(actor=cast.claire, people_list=people_list, tell=False)
    assert slots_of(member(cast, "a@exemple.fr")) == {"sat 10:00": False}


def test_a_phrase_already_read_speaks_for_the_newcomer(cast):
    phrase = Phrase.objects.create(
        community=cast.community, key="mardi soir", text="mardi soir", reading=Phrase.Reading.SLOTS
    )
    phrase.slots.add(cast.tuesday)
    text = "email,slots\na@exemple.fr,Mardi soir\n"
    people_list = bring(actor=cast.claire, community=cast.community, name="x", content=text.encode())
    confirm(actor=cast.claire, people_list=people_list, tell=False)
    newcomer = member(cast, "a@exemple.fr")
    assert slots_of(newcomer) == {"tue 18:30": False}
    assert newcomer.availability_from == Membership.Said.PHRASE


def test_a_person_may_say_otherwise_what_a_column_is(cast):
    text = "contact,ville\na@exemple.fr,Lyon\n"
    people_list = bring(actor=cast.claire, community=cast.community, name="x", content=text.encode())
    assert [column["role"] for column in people_list.checked["columns"]] == ["email", "attribute"]
    mapped = map_columns(
        actor=cast.claire, people_list=people_list, columns=[("email", None), ("attribute", "Site")]
    )
    assert mapped.checked["questions_to_add"] == ["Site"]
    without = map_columns(
        actor=cast.claire, people_list=people_list, columns=[("ignore", None), ("attribute", "Site")]
    )
    assert [refusal["code"] for refusal in without.checked["refusals"]] == ["column-key-missing"]


def test_pairs_of_a_list_are_kept_and_those_that_contradict_earlier_ones_are_not(cast):
    text = "email,avec,sans\na@exemple.fr,b@exemple.fr,\nb@exemple.fr,,\n"
    people_list = bring(actor=cast.claire, community=cast.community, name="x", content=text.encode())
    confirm(actor=cast.claire, people_list=people_list, tell=False)
    assert Pairing.objects.get().kind == "together"
    contrary = "email,sans\na@exemple.fr,b@exemple.fr\nb@exemple.fr,\n"
    people_list = bring(actor=cast.claire, community=cast.community, name="x", content=contrary.encode())
    done = confirm(actor=cast.claire, people_list=people_list, tell=False)
    assert done.result["pairs_dropped"] == 1
    assert Pairing.objects.get().kind == "together"


def test_a_file_that_is_no_list_is_refused_and_not_kept(cast):
    with pytest.raises(RosterRefused) as refused:
        bring(actor=cast.claire, community=cast.community, name="x.pdf", content=b"%PDF-1.7 ...")
    assert [refusal.code for refusal in refused.value.refusals] == ["file-pdf"]
    assert not PeopleList.objects.exists()


def test_a_list_given_up_keeps_nothing_of_the_people_on_it(cast):
    given_up = give_up(actor=cast.claire, people_list=brought(cast))
    assert (bytes(given_up.content), given_up.checked) == (b"", {})
    assert given_up.refused_rows.count() == 0


def long_list(rows: int) -> str:
    lines = "".join(f"personne{n}@exemple.fr;Prénom{n} Nom{n};mardi 18h30;Lyon\n" for n in range(rows))
    return "email;nom;disponibilités;Site\n" + lines


def test_a_long_list_is_read_and_written_in_the_background(cast):
    people_list = brought(cast, long_list(4000))
    assert people_list.state == PeopleList.State.CHECKING
    jobs.run_all()
    people_list.refresh_from_db()
    assert (people_list.state, people_list.checked["new"]) == (PeopleList.State.CHECKED, 4000)
    confirm(actor=cast.claire, people_list=people_list, tell=False)
    assert not Person.objects.filter(email="personne7@exemple.fr").exists()
    jobs.run_all()
    people_list.refresh_from_db()
    assert (people_list.state, people_list.result["added"]) == (PeopleList.State.DONE, 4000)
    assert slots_of(member(cast, "personne7@exemple.fr")) == {"tue 18:30": False}


def test_a_long_list_given_up_while_it_waits_is_not_written(cast):
    people_list = brought(cast, long_list(4000))
    jobs.run_all()
    people_list.refresh_from_db()
    confirm(actor=cast.claire, people_list=people_list, tell=False)
    give_up(actor=cast.claire, people_list=people_list)
    jobs.run_all()
    assert not Person.objects.filter(email="personne7@exemple.fr").exists()


def test_those_whom_a_list_brings_are_told_once_how_their_address_came_here(cast):
    confirm(actor=cast.claire, people_list=brought(cast), tell=True)
    jobs.run_all()
    told = Mail.objects.filter(to="anne@exemple.fr")
    assert told.count() == 1
    assert "Claire Martin" in told.get().text
    assert "/withdraw/" in told.get().text
    assert "/needs/" in told.get().text
    confirm(actor=cast.claire, people_list=brought(cast), tell=True)
    jobs.run_all()
    assert Mail.objects.filter(to="anne@exemple.fr").count() == 1


def test_nobody_is_written_to_unless_the_pilot_asks_for_it(cast):
    confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    jobs.run_all()
    assert not Mail.objects.exists()


def test_after_a_month_nothing_of_a_list_is_left_but_the_people_it_brought(cast):
    done = confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    waiting = brought(cast)
    PeopleList.objects.update(created_at=timezone.now() - timedelta(days=31))
    forget_old_lists()
    for each in (done, waiting):
        each.refresh_from_db()
    assert outcomes_of(done) == []
    assert (waiting.state, bytes(waiting.content)) == (PeopleList.State.CANCELLED, b"")
    assert RefusedRow.objects.count() == 0
    assert member(cast, "anne@exemple.fr").person.name == "Anne Lenoir"


def test_an_erased_person_is_taken_out_of_reports_and_refused_lines(cast):
    done = confirm(actor=cast.claire, people_list=brought(cast), tell=False)
    erase(actor=member(cast, "anne@exemple.fr").person)
    done.refresh_from_db()
    assert "anne@exemple.fr" not in {email for _, email, _ in outcomes_of(done)}
    assert not RefusedRow.objects.filter(value="anne@exemple.fr").exists()


def test_a_time_that_no_clock_shows_is_refused_and_not_taken_for_prose(cast):
    text = "email,disponibilités\na@exemple.fr,mardi 25h\nb@exemple.fr,mardi soir\n"
    people_list = bring(actor=cast.claire, community=cast.community, name="x", content=text.encode())
    refused = people_list.refused_rows.values_list("line", "code", "value")
    assert list(refused) == [(2, "slot-time-impossible", "mardi 25h")]
    assert people_list.checked["phrases"] == 1
