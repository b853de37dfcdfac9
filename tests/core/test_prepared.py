"""A question asked with other values is answered as if it had been made for them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from essaim.communities.models import Community, Membership
from essaim.core.prepared import Prepared


def about(pk):
    own = Membership.objects.filter(community=OuterRef("pk"))
    counted = Community.objects.annotate(people=Count("memberships"), inhabited=Exists(own))
    return counted.filter(pk=pk).values_list("name", "people", "inhabited", "created_at", "languages")


def present(slug, email):
    return Membership.objects.filter(community__slug=slug, person__email=email).values_list("person__name")


def test_each_value_has_its_own_answer_read_as_the_fields_are(cast, django_assert_num_queries):
    figures = Prepared(about)
    alone = Community.objects.create(name="Seule", slug="seule", languages=["fr", "en"])
    with django_assert_num_queries(2):
        first, second = figures.one(cast.community.pk), figures.one(alone.pk)
    assert first[:3] == ("En chemin", 6, True)
    assert second == ("Seule", 0, False, alone.created_at, ["fr", "en"])
    assert isinstance(first[3], datetime)


def test_words_are_values_too_and_no_row_is_an_empty_answer(cast):
    found = Prepared(present)
    assert found.all("en-chemin", "marc@exemple.fr") == [("Marc Petit",)]
    assert found.all("ailleurs", "marc@exemple.fr") == []
