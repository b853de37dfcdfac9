from __future__ import annotations

import pytest
from django.http import Http404

from essaim.communities.models import Departure, Membership
from essaim.core import links


def test_a_link_opens_what_it_was_made_for():
    assert links.read("needs", links.sign("needs", 12)) == 12


def test_a_link_made_for_something_else_opens_nothing():
    with pytest.raises(Http404):
        links.read("withdraw", links.sign("needs", 12))


@pytest.mark.parametrize(
    "token", ["", "12", "12.", ".x", "12.forged", "../../etc", "13" + links.sign("needs", 12)[2:]]
)
def test_a_forged_link_opens_nothing(token):
    with pytest.raises(Http404):
        links.read("needs", token)


def test_a_token_fits_in_an_address_as_it_is():
    assert set(links.sign("needs", 12)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    )


def test_a_link_closes_when_its_row_is_no_longer_among_those_it_may_open(cast):
    find = links.find_by_link("needs", Membership.objects.present)
    membership = cast.membership(cast.marc)
    token = links.sign("needs", membership.pk)
    assert find(token=token) == membership
    Departure.objects.create(membership=membership, way=Departure.Way.WITHDREW)
    with pytest.raises(Http404):
        find(token=token)


def test_a_whole_address_begins_with_the_address_of_the_house(settings):
    settings.BASE_URL = "https://essaim.example"
    assert links.absolute("account_login") == "https://essaim.example/account/login/"
