from __future__ import annotations

import pytest

from essaim.communities.actions import invite_by_email
from essaim.communities.letters import reply_to, tell_origin
from essaim.communities.models import Membership, Role
from essaim.notifications.models import Mail
from essaim.people.models import Person


def test_the_origin_of_an_address_is_told_once_in_the_reader_s_language(cast):
    anna = cast.member("anna@exemple.fr", "Anna Roy")
    Membership.objects.filter(pk=anna.pk).update(arrived_by=cast.claire)
    anna = Membership.objects.select_related("person", "community", "arrived_by").get(pk=anna.pk)
    assert tell_origin(anna) == tell_origin(anna)
    mail = Mail.objects.get()
    assert " ".join(mail.subject.split()) == "En chemin : comment votre adresse nous est parvenue"
    assert mail.text.startswith("Bonjour Anna,")
    assert "Claire Martin nous a donné votre adresse" in mail.text
    assert mail.headers["List-Unsubscribe"].startswith("<http")

    marc = cast.membership(cast.marc)
    marc.person.language = "en"
    assert tell_origin(marc).text.startswith("Hello Marc,")


def test_an_invitation_names_who_invites_and_its_role_stays_out_of_the_address(cast):
    invite_by_email(
        actor=cast.claire, community=cast.community, emails=["x@exemple.fr"], role=Role.PILOT, days=7
    )
    mail = Mail.objects.get()
    assert mail.subject == "Claire vous invite à rejoindre En chemin"
    assert "pilot" not in mail.text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Claire Martin", '"Claire Martin" <c@x.fr>'),
        ('Claire "C" \\ Martin', '"Claire C  Martin" <c@x.fr>'),
        ("", "c@x.fr"),
    ],
)
def test_answers_go_to_a_human_whatever_their_name(name, written):
    assert reply_to(Person(email="c@x.fr", name=name)) == written


def test_without_anybody_there_is_nobody_to_answer():
    assert reply_to(None) == ""
