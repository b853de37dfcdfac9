from __future__ import annotations

from essaim.communities.actions import offer_slots, withdraw_slot
from essaim.communities.models import Availability, WeeklySlot
from essaim.communities.queries import offered_slots, uses_of_slots
from essaim.journal.models import Fact


def test_a_withdrawn_slot_keeps_its_answers_and_comes_back_with_them(cast):
    cast.member("anna@exemple.fr", slots=(cast.tuesday,))
    withdraw_slot(actor=cast.claire, slot=cast.tuesday)
    withdraw_slot(actor=cast.claire, slot=cast.tuesday)
    assert offered_slots(cast.community) == [cast.thursday]

    assert offer_slots(actor=cast.claire, community=cast.community, slots=[cast.tuesday.slot]) == [
        cast.tuesday
    ]
    assert offered_slots(cast.community) == [cast.tuesday, cast.thursday]
    assert Availability.objects.filter(slot=cast.tuesday).count() == 1
    assert WeeklySlot.objects.filter(community=cast.community).count() == 2
    assert list(Fact.objects.values_list("verb", flat=True)) == ["slot.withdrawn", "slots.offered"]


def test_what_withdrawing_a_slot_would_change_is_known(cast):
    cast.member("anna@exemple.fr", slots=(cast.tuesday,))
    both = cast.member("omar@exemple.fr", slots=(cast.tuesday, cast.thursday))
    both.availabilities.filter(slot=cast.thursday).update(preferred=True)

    tuesday, thursday = uses_of_slots(cast.community)
    assert (tuesday.can, tuesday.like, tuesday.only) == (2, 0, 1)
    assert (thursday.can, thursday.like, thursday.only) == (1, 1, 0)
