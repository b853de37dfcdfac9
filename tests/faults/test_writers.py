"""Eight people answer their invitations at once, again and again, through the web process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from cast import Cast
from essaim.circles.models import SeatAnswer
from essaim.core.links import sign
from essaim.core.sqlite.turn import turn
from factories.circles import circles_of, launched
from faults.house import signed_in

pytestmark = pytest.mark.slow
WRITERS, EACH = 8, 12


def test_eight_writers_at_once_are_all_heard_and_nothing_acknowledged_is_lost(house):
    cast = Cast()
    made = launched(cast, (cast.tuesday, cast.crowd(WRITERS)))
    seats = list(circles_of(made)[0].seats.all())
    web = house.web()

    def answer(seat) -> list[int]:
        path = reverse("seat-answer", args=[sign("seat", seat.pk)])
        sent = (web.post(path, answer="suits", note=str(n)) for n in range(EACH))
        return [browser.getresponse().status for browser in sent]

    with ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(answer, seats))
    assert told == [[302] * EACH] * WRITERS
    kept = {(pk, note) for pk, note in SeatAnswer.objects.values_list("seat", "note")}
    assert kept == {(seat.pk, str(n)) for seat in seats for n in range(EACH)}
    assert SeatAnswer.objects.count() == WRITERS * EACH


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers at a time")
def test_who_reads_a_page_does_not_wait_for_whoever_writes(house):
    cast = Cast()
    made = launched(cast, (cast.tuesday, cast.crowd(3)))
    path = reverse("seat-answer", args=[sign("seat", circles_of(made)[0].seats.first().pk)])
    community = reverse("community", args=[cast.community.slug])
    cookie, web = signed_in(cast.claire), house.web()
    with turn(f"{connection.settings_dict['NAME']}.turn", 0):
        answering = web.post(path, answer="suits")
        assert web.get(path).getresponse().status == 200
        assert web.get(community, cookie).getresponse().status == 200
        assert not SeatAnswer.objects.exists()
    assert answering.getresponse().status == 302
    assert SeatAnswer.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no connections to run out of")
def test_the_web_process_gives_its_connections_back(house):
    cast = Cast()
    made = launched(cast, (cast.tuesday, cast.crowd(3)))
    path = reverse("seat-answer", args=[sign("seat", circles_of(made)[0].seats.first().pk)])
    web = house.web()
    for _ in range(30):
        assert web.post(path, answer="suits").getresponse().status == 302
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] <= 3
