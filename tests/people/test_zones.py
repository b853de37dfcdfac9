from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import translation

from essaim.people.zones import grouped_zones, is_zone


def test_zones_are_found_under_their_city_in_the_language_of_the_page():
    with translation.override("fr"):
        groups = dict(grouped_zones())
    assert next(iter(groups)) == "Les plus demandés"
    assert ("Europe/Brussels", "Bruxelles") in groups["Europe"]
    with translation.override("en"):
        assert ("Europe/Brussels", "Brussels") in dict(grouped_zones())["Europe"]


def test_every_zone_offered_is_one_this_machine_knows():
    zones = {zone for _, choices in grouped_zones() for zone, _ in choices}
    assert len(zones) > 300
    assert all(ZoneInfo(zone) for zone in zones)
    assert all(map(is_zone, zones))


def test_each_continent_is_in_the_order_of_its_cities():
    for _, choices in grouped_zones()[1:]:
        assert choices == sorted(choices, key=lambda choice: choice[1])


def test_what_is_not_a_zone_is_not_taken_for_one():
    assert not any(map(is_zone, ["", "Mars/Base", "../../etc/passwd", "UTC+1"]))
