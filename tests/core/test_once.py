"""A form sent twice, one after the other and at the same time."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.utils import timezone

from essaim.core.jobs.tidying import tidy
from essaim.core.models import Receipt, Routine
from essaim.core.once import answered_once

KEY = str(UUID(int=7))


def post(key: str = KEY, path: str = "/new/", headers: dict[str, str] | None = None, **fields: object):
    said = {"once": key, "csrfmiddlewaretoken": str(uuid4()), **fields}
    request = RequestFactory().post(path, said, headers=headers)
    request.user = AnonymousUser()
    return request


def create() -> HttpResponse:
    made = Routine.objects.create(name=str(uuid4()), next_at=timezone.now())
    return HttpResponseRedirect(f"/made/{made.pk}/")


def test_the_same_form_acts_once_and_leads_to_the_same_place(db):
    answers = [answered_once(post(name="En chemin"), create) for _ in range(3)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert Routine.objects.count() == 1


def test_htmx_is_led_there_too(db):
    first = answered_once(post(), create)
    second = answered_once(post(headers={"HX-Request": "true"}), create)
    assert second.headers["HX-Redirect"] == first.headers["Location"]


@pytest.mark.parametrize("change", [{"key": str(uuid4())}, {"path": "/other/"}, {"name": "other"}])
def test_another_form_acts_again(db, change):
    answered_once(post(name="En chemin"), create)
    answered_once(post(**({"name": "En chemin"} | change)), create)
    assert Routine.objects.count() == 2


def test_another_file_is_another_form(db):
    for content in (b"a", b"ab"):
        answered_once(post(file=SimpleUploadedFile("list.csv", content)), create)
    assert Routine.objects.count() == 2


@pytest.mark.parametrize("key", ["", "no key", "7"])
def test_a_form_without_a_key_acts_each_time(db, key):
    answered_once(post(key=key), create)
    answered_once(post(key=key), create)
    assert Routine.objects.count() == 2
    assert not Receipt.objects.exists()


def test_a_form_shown_again_with_its_errors_may_be_sent_again(db):
    assert answered_once(post(), lambda: HttpResponse("name it")).status_code == 200
    assert not Receipt.objects.exists()
    answered_once(post(), create)
    assert Routine.objects.count() == 1


def test_a_form_whose_act_failed_left_nothing_and_may_be_sent_again(db):
    def fall() -> HttpResponse:
        create()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answered_once(post(), fall)
    assert (Routine.objects.count(), Receipt.objects.count()) == (0, 0)
    answered_once(post(), create)
    assert Routine.objects.count() == 1


def test_two_that_arrive_together_act_once(shared_database):
    both, places = Barrier(2), []

    def send() -> None:
        request = post(name="En chemin")
        both.wait()
        try:
            places.append(answered_once(request, create).headers["Location"])
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 2
    assert len(set(places)) == 1
    assert Routine.objects.count() == 1


def test_receipts_are_forgotten_after_a_week(db):
    answered_once(post(), create)
    tidy()
    assert Receipt.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tidy()
    assert not Receipt.objects.exists()
