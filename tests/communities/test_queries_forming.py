from __future__ import annotations

from django.utils import timezone

from essaim.communities.models import Attribute, AttributeValue, Availability, Membership, Pairing
from essaim.communities.queries import pairs_among, people_to_form
from essaim.engines.grouping.problem import Person, Slot


def everyone(cast):
    return Membership.objects.present().filter(community=cast.community)


def test_somebody_is_handed_to_the_engine_with_all_they_said(cast):
    site = Attribute.objects.create(community=cast.community, name="Site", key="site", several=True)
    anna = cast.member(
        "anna@exemple.fr",
        "Anna",
        slots=(cast.tuesday,),
        languages=["fr", "en"],
        facilitates=2,
        leads=5,
        met=["Cercle 1"],
        present_circle="Cercle 2",
    )
    Availability.objects.create(membership=anna, slot=cast.thursday, preferred=True)
    for value in ("Lyon", "Paris"):
        AttributeValue.objects.create(membership=anna, attribute=site, value=value)

    (person,) = people_to_form(cast.community, Membership.objects.filter(pk=anna.pk))

    assert person == Person(
        key=str(anna.pk),
        languages=frozenset({"fr", "en"}),
        possible=frozenset({Slot(1, 1110), Slot(3, 1200)}),
        preferred=frozenset({Slot(3, 1200)}),
        values={"site": ("Lyon", "Paris")},
        facilitates=2,
        leads=5,
        met=frozenset({"Cercle 1", "Cercle 2"}),
        circle="Cercle 2",
    )


def test_unknown_is_not_impossible(cast):
    unknown = cast.member("un@exemple.fr")
    none_suits = cast.member("deux@exemple.fr", availability_known_at=timezone.now())
    people = {person.key: person for person in people_to_form(cast.community, everyone(cast))}

    assert people[str(unknown.pk)].possible is None
    assert people[str(none_suits.pk)].possible == frozenset()


def test_a_withdrawn_slot_counts_no_more(cast):
    anna = cast.member("anna@exemple.fr", slots=(cast.tuesday, cast.thursday))
    cast.thursday.withdrawn_at = timezone.now()
    cast.thursday.save()
    (person,) = people_to_form(cast.community, Membership.objects.filter(pk=anna.pk))
    assert person.possible == frozenset({Slot(1, 1110)})


def test_who_gave_no_language_speaks_the_first_of_the_community(cast):
    anna = cast.member("anna@exemple.fr", languages=[])
    (person,) = people_to_form(cast.community, Membership.objects.filter(pk=anna.pk))
    assert person.languages == {"fr"}


def test_three_queries_however_many_people(cast, django_assert_num_queries):
    cast.crowd(30, cast.tuesday, cast.thursday)
    with django_assert_num_queries(3):
        assert len(people_to_form(cast.community, everyone(cast))) == 36


def test_pairs_are_those_with_both_people_there(cast):
    nine, ten, eleven = cast.crowd(3)
    for one, other, kind in ((nine, ten, "together"), (nine, eleven, "apart"), (ten, eleven, "apart")):
        Pairing.objects.create(community=cast.community, one=one, other=other, kind=kind)
    both = Membership.objects.filter(pk__in=[nine.pk, ten.pk])

    pair = tuple(sorted((str(nine.pk), str(ten.pk))))
    assert pairs_among(cast.community, both) == (frozenset({pair}), frozenset())
    together, apart = pairs_among(cast.community, everyone(cast))
    assert (len(together), len(apart)) == (1, 2)
    assert all(one < other for one, other in together | apart)
