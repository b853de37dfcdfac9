"""The web process serves every page and takes lists in without ever loading the numeric packages."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import Workbook

from cast import Cast
from essaim.communities.models import PeopleList
from essaim.core.links import sign
from essaim.notifications.actions import File, post
from essaim.notifications.letters import Letter
from factories.workplace import url
from house.routes import routes
from house.world import World

HEAVY = ("numpy", "numba", "scipy", "openpyxl", "pptx")
VISIT = Path(__file__).with_name("visit.py")

pytestmark = pytest.mark.usefixtures("shared_database")


def visited(tmp_path: Path, **asked: object) -> dict[str, list]:
    """What a process that serves pages answered to these requests, and which heavy packages it holds."""
    questions = tmp_path / "asked.json"
    questions.write_text(json.dumps(asked))
    done = subprocess.run(
        [sys.executable, str(VISIT), str(questions), *HEAVY],
        env=os.environ | {"DATABASE_URL": url()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def pages_of(world: World) -> list[str]:
    """The address of every page, those behind the links of e-mails included."""
    things = world.things
    came_in = {"added": 2, "updated": 1, "refused_lines": 0, "pairs_dropped": 0}
    PeopleList.objects.filter(pk=things["people_list"]).update(result=came_in)
    links = {
        "seat-answer": sign("seat", things["seat"]),
        "needs-by-link": sign("needs", things["membership"]),
        "withdraw": sign("withdraw", things["membership"]),
        "join": sign("join", things["invitation"]),
        "plan-feed": sign("plan-feed", things["membership"]),
        "survey-answer": sign("survey-answer", things["membership"]),
        "survey-open": sign("survey-open", things["survey"]),
        "survey-thanks": sign("survey-thanks", things["survey"]),
    }
    letter = Letter("Bonjour", "Bonjour Marc", "<p>Bonjour Marc</p>")
    file = File("cercle.ics", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR")
    mail = post("marc@exemple.fr", key="story", letter=letter, files=[file])
    things |= {"mail": mail.pk, "file": mail.attachments.get().pk}
    shown = [route for route in routes() if route.door and "GET" in route.door.methods]
    return [
        reverse(route.name, args=[links[route.name]]) if route.name in links else world.url(route)
        for route in shown
    ]


def test_no_page_and_no_list_loads_the_numeric_packages(tmp_path):
    world = World(Cast())
    pages = pages_of(world)
    book = Workbook()
    book.active.append(["E-mail"])
    book.active.append(["anne@exemple.fr"])
    stream = io.BytesIO()
    book.save(stream)
    (tmp_path / "liste.xlsx").write_bytes(stream.getvalue())
    told = visited(
        tmp_path,
        person=world.cast.claire.pk,
        pages=pages,
        new_list="/c/en-chemin/lists/new/",
        search=f"/c/en-chemin/forming/{world.things['round']}/search/",
        lists=[str(tmp_path / "liste.xlsx")],
    )
    assert told["heavy"] == []
    assert sum(status == 200 for status in told["pages"]) > len(pages) * 0.7
    assert max(told["pages"]) < 500
    assert told["posted"] == [302, 302, 302]
    assert told["lists"] == ["checked", "checking"]
    assert told["searches"] == ["waiting"]


def test_a_package_loaded_would_be_seen(tmp_path):
    told = visited(tmp_path, load=["numpy"], person=Cast().claire.pk, pages=["/"], lists=[])
    assert told["heavy"] == ["numpy"]
