"""Eight people send their anonymous sheets at once, through the web process: none is lost or counts twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse

from cast import Cast
from essaim.core.links import sign
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Invitee, Sheet, WaitingSheet
from factories.answering import ask, invite, survey_of

pytestmark = pytest.mark.slow
PEOPLE = 8


def test_sheets_that_arrive_together_are_all_kept_once(house):
    cast = Cast()
    survey = survey_of(cast)
    ask(survey, "nps", Kind.RECOMMEND)
    invitees = invite(survey, *cast.crowd(PEOPLE))
    web = house.web()

    def answer(n: int) -> list[int]:
        path = reverse("survey-answer", args=[sign("survey-answer", invitees[n].pk)])
        sent = [web.post(path, **{"q.nps": str(n)}) for _ in range(2)]
        return sorted(browser.getresponse().status for browser in sent)

    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(answer, range(PEOPLE)))
    assert all(statuses in ([200, 302], [302, 422]) for statuses in told), told
    kept = [
        *Sheet.objects.values_list("answers", flat=True),
        *WaitingSheet.objects.values_list("answers", flat=True),
    ]
    assert sorted(answers["nps"] for answers in kept) == list(range(PEOPLE))
    assert Sheet.objects.count() == 5
    assert Invitee.objects.filter(answered=True).count() == PEOPLE
