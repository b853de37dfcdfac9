"""A process that serves pages as the web process does, then tells what it holds: `visit.py ASKED HEAVY…`."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "essaim.settings"
import_module("essaim.asgi")


def main(asked: dict, heavy: list[str]) -> dict[str, list]:
    from django.conf import settings
    from django.test import Client

    from essaim.circles.models import Search
    from essaim.communities.models import PeopleList
    from essaim.people.models import Person

    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    person = Person.objects.get(pk=asked["person"])
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = [browser.get(page).status_code for page in asked["pages"]]
    posted = []
    if asked["lists"]:
        posted.append(browser.post(asked["new_list"], {"lines": "Anne <anne@exemple.fr>"}).status_code)
    for path in asked["lists"]:
        with Path(path).open("rb") as file:
            posted.append(browser.post(asked["new_list"], {"lines": "", "file": file}).status_code)
    if "search" in asked:
        posted.append(browser.post(asked["search"]).status_code)
    for name in asked.get("load", ()):
        import_module(name)
    return {
        "pages": pages,
        "posted": posted,
        "lists": list(
            PeopleList.objects.exclude(state="done").order_by("pk").values_list("state", flat=True)
        ),
        "searches": list(Search.objects.exclude(state="done").values_list("state", flat=True)),
        "heavy": [name for name in heavy if name in sys.modules],
    }


print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text()), sys.argv[2:])))
