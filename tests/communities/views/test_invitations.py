from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.communities.actions import invite_by_email, invite_by_link, revoke
from essaim.communities.models import Invitation, Membership, Role
from essaim.communities.queries import communities_of
from essaim.core import links
from essaim.notifications.models import Mail
from house.counting import queries_of

INVITATIONS = "/c/en-chemin/invitations/"


def link(cast, **changes):
    made = invite_by_link(actor=cast.claire, community=cast.community, role=Role.MEMBER, days=7)
    Invitation.objects.filter(pk=made.pk).update(**changes)
    return made


def join(invitation):
    return f"/join/{links.sign('join', invitation.pk)}/"


def test_a_link_is_made_with_its_code(cast, as_):
    answer = as_(cast.claire).post(INVITATIONS, {"role": "facilitator", "days": "30"}, follow=True)
    made = Invitation.objects.get()
    assert (made.role, made.email) == ("facilitator", "")
    page = answer.content.decode()
    assert join(made) in page
    assert '<svg viewBox="0 0' in page
    assert " style=" not in page


def test_letters_are_written_and_what_is_no_address_is_listed(cast, as_):
    pasted = "Inès Robert <Ines@exemple.fr>, hugo@exemple.fr; pas une adresse\nhugo@exemple.fr"
    answer = as_(cast.claire).post(INVITATIONS, {"pasted": pasted, "role": "member", "days": "7"})
    assert answer.status_code == 200
    assert answer.context["refused"] == ["pas", "une", "adresse"]
    assert sorted(Mail.objects.values_list("to", flat=True)) == ["hugo@exemple.fr", "ines@exemple.fr"]
    mail = Mail.objects.get(to="ines@exemple.fr")
    assert mail.subject == "Claire vous invite à rejoindre En chemin"
    assert join(Invitation.objects.get(email="ines@exemple.fr")) in mail.text


def test_when_nothing_is_an_address_it_is_said_and_kept(cast, as_):
    answer = as_(cast.claire).post(INVITATIONS, {"pasted": "personne", "role": "member", "days": "7"})
    assert answer.status_code == 422
    assert "personne" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_list_costs_the_same_at_1_and_at_30_rows(cast, as_):
    link(cast)
    pilot = as_(cast.claire)
    one = queries_of(pilot, INVITATIONS)
    for _ in range(35):
        revoke(actor=cast.claire, invitation=link(cast))
    assert queries_of(pilot, INVITATIONS) == one <= 8


def test_a_stranger_sees_what_the_community_is_and_signs_in_to_come_back_here(cast, client):
    page = client.get(join(link(cast))).content.decode()
    assert "Avancer ensemble" in page
    assert "Claire Martin" in page
    assert f"?next={join(Invitation.objects.get())}" in page


def test_somebody_signed_in_comes_in(cast, as_):
    made = link(cast)
    browser = as_(cast.paul)
    assert browser.get(join(made)).status_code == 200
    assert communities_of(cast.paul) == []
    assert browser.post(join(made))["Location"] == "/c/en-chemin/needs/"
    assert communities_of(cast.paul) == [cast.community]
    assert Membership.objects.get(community=cast.community, person=cast.paul).arrived_by == cast.claire


def test_an_anonymous_visitor_cannot_come_in(cast, client):
    client.post(join(link(cast)))
    assert Membership.objects.filter(community=cast.community).count() == 6


@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_and_unknown_invitations_say_the_same_kind_thing(cast, as_, method):
    expired = link(cast, expires_at=timezone.now() - timedelta(minutes=1))
    revoked = link(cast)
    revoke(actor=cast.claire, invitation=revoked)
    (letter,) = invite_by_email(
        actor=cast.claire, community=cast.community, emails=["x@exemple.fr"], role=Role.PILOT, days=7
    )
    browser = as_(cast.paul)
    for url in (join(expired), join(revoked), join(letter), "/join/rien/"):
        answer = getattr(browser, method)(url)
        assert answer.status_code == 404
        assert "This link opens nothing" in answer.content.decode()
        assert "En chemin" not in answer.content.decode()
    assert communities_of(cast.paul) == []


def test_an_invitation_is_taken_back_and_shows_no_code_any_more(cast, as_):
    made = link(cast)
    pilot = as_(cast.claire)
    pilot.post(f"{INVITATIONS}{made.pk}/revocation/")
    page = pilot.get(f"{INVITATIONS}{made.pk}/").content.decode()
    assert "This invitation is closed" in page
    assert join(made) not in page
