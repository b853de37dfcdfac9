"""The surveys of a community."""

from __future__ import annotations

from django.urls import reverse


def test_those_who_steer_find_surveys_in_the_navigation(cast, as_):
    page = as_(cast.claire).get(reverse("surveys", args=["en-chemin"]))
    assert page.status_code == 200
    assert as_(cast.marc).get(reverse("surveys", args=["en-chemin"])).status_code == 403
