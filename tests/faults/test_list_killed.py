"""A list is being written when the worker dies, or the web process for one that is pasted and short."""

from __future__ import annotations

from http.client import HTTPException

import pytest
from django.db import connection
from django.urls import reverse

from cast import Cast
from essaim.communities.actions.lists import bring, confirm
from essaim.communities.models import Availability, Membership, PeopleList, RoleHeld
from essaim.core import jobs
from essaim.journal.models import Fact
from essaim.people.models import Person
from faults.house import House, Midway, once, signed_in

pytestmark = pytest.mark.slow
ROWS = 6_000
PASTED = 300
State = PeopleList.State


def confirmed() -> PeopleList:
    """A long list that has been read, and that Claire has just confirmed."""
    cast = Cast()
    lines = "".join(f"personne{n}@exemple.fr;Prénom{n} Nom{n};mardi 18h30;Lyon\n" for n in range(ROWS))
    content = f"email;nom;disponibilités;Site\n{lines}".encode()
    people_list = bring(actor=cast.claire, community=cast.community, name="liste.csv", content=content)
    jobs.run_all()
    people_list.refresh_from_db()
    return confirm(actor=cast.claire, people_list=people_list, tell=False)


def kept(people_list: PeopleList) -> tuple[int, int, int, int, str, int]:
    """What of the list is in the database: each number is nothing, or everyone."""
    ours = Membership.objects.filter(community=people_list.community, arrival="imported")
    people_list.refresh_from_db()
    return (
        Person.objects.filter(email__startswith="personne").count(),
        ours.count(),
        RoleHeld.objects.filter(membership__in=ours).count(),
        Availability.objects.filter(membership__in=ours).count(),
        people_list.state,
        Fact.objects.filter(verb="list.written").count(),
    )


def is_in(people_list: PeopleList) -> bool:
    return PeopleList.objects.filter(pk=people_list.pk, state=State.DONE).exists()


def killed_midway(house: House, people_list: PeopleList, **how: bool) -> None:
    with Midway("communities_availability", pages=400) as midway:
        worker = house.worker(**how)
        house.until(midway.reached)
        house.fall(worker)


def test_a_list_whose_writing_was_cut_off_is_not_in_at_all_and_then_in_once(house):
    people_list = confirmed()
    killed_midway(house, people_list)
    assert kept(people_list) == (0, 0, 0, 0, "writing", 0)
    house.worker()
    house.until(lambda: is_in(people_list))
    assert kept(people_list) == (ROWS, ROWS, ROWS, ROWS, "done", 1)
    assert people_list.result["added"] == ROWS


def test_a_pasted_list_cut_off_with_the_web_process_is_not_in_at_all_and_asked_again_it_is_in_once(house):
    cast = Cast()
    lines = "".join(f"personne{n}@exemple.fr;Prénom{n} Nom{n};mardi 18h30\n" for n in range(PASTED))
    content = f"email;nom;disponibilités\n{lines}".encode()
    people_list = bring(actor=cast.claire, community=cast.community, name="", content=content)
    assert people_list.state == State.CHECKED
    path = reverse("list-confirmation", args=[cast.community.slug, people_list.pk])
    cookie, form = signed_in(cast.claire), {"once": once()}
    web = house.web()
    with Midway("communities_availability") as midway:
        browser = web.post(path, cookie, **form)
        house.until(midway.reached)
        house.fall(web.process)
    with pytest.raises((ConnectionError, HTTPException)):
        browser.getresponse()
    assert kept(people_list) == (0, 0, 0, 0, "checked", 0)
    again = house.web()
    for _ in range(2):
        assert again.post(path, cookie, **form).getresponse().status == 302
        assert kept(people_list) == (PASTED, PASTED, PASTED, PASTED, "done", 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses to work so carelessly")
def test_without_transactions_the_loss_would_be_seen(house):
    """The control: the same death, where each statement is kept on its own."""
    people_list = confirmed()
    killed_midway(house, people_list, careless=True)
    people, members, roles, can, state, told = kept(people_list)
    assert people > 0
    assert (can, state, told) != (ROWS, "done", 1)
    assert not people == members == roles == can
