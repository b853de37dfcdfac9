from __future__ import annotations

import pytest
from django.urls import reverse

from essaim.circles.models import Circle, Seat
from essaim.communities.models import Community, Membership


def test_a_visitor_reads_what_essaim_is_in_their_language(client, db):
    page = client.get("/", headers={"accept-language": "fr"}).content.decode()
    assert "D’une liste de personnes à des cercles vivants" in page
    assert reverse("account_login") in page


def test_somebody_in_one_community_is_led_to_it(cast, as_):
    Membership.objects.filter(person=cast.claire).update(availability_known_at=cast.community.created_at)
    assert as_(cast.claire).get("/")["Location"] == reverse("community", args=["en-chemin"])


def test_somebody_whose_availability_is_unknown_is_asked_for_it(cast, as_):
    page = as_(cast.marc).get("/", headers={"accept-language": "fr"}).content.decode()
    assert "Dire quand vous pouvez" in page
    assert reverse("my-needs", args=["en-chemin"]) in page


def test_somebody_in_two_communities_sees_both_with_their_circle(cast, as_):
    cast.member("marc@exemple.fr", community=cast.other)
    circle = Circle.objects.create(
        community=cast.community, name="Le Gué", day=1, minute=1110, language="fr", first_date="2026-11-24"
    )
    Seat.objects.create(circle=circle, membership=cast.membership(cast.marc))
    page = as_(cast.marc).get("/").content.decode()
    assert "En chemin" in page
    assert "Ailleurs" in page
    assert reverse("circle", args=["en-chemin", circle.pk]) in page


def test_a_stranger_signed_in_is_told_how_to_begin(cast, as_):
    page = as_(cast.paul).get("/", headers={"accept-language": "fr"}).content.decode()
    assert "Vous n’êtes dans aucune communauté" in page
    assert reverse("community-new") in page


@pytest.mark.parametrize("communities", [1, 30])
def test_the_first_page_takes_the_same_queries_whatever_the_communities(
    cast, as_, communities, django_assert_max_num_queries
):
    for number in range(communities):
        cast.member(
            "marc@exemple.fr",
            community=Community.objects.create(name=f"C{number}", slug=f"c{number}", languages=["fr"]),
        )
    marc = as_(cast.marc)
    with django_assert_max_num_queries(8):
        assert marc.get("/").status_code == 200
