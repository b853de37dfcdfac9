"""The living page of components."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.SOURCE) / "core" / "templates"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("query", ["", "theme=night", "view=projector", "said=1&page=2"])
def test_the_living_page_shows_everything_in_every_light(client, db, language, query):
    answer = client.get(f"/design/?{query}", headers={"accept-language": language})
    assert answer.status_code == 200
    assert ('class="projector"' in answer.content.decode()) == ("projector" in query)
    assert ('data-theme="night"' in answer.content.decode()) == ("night" in query)


def test_every_component_is_shown_on_the_living_page():
    page = (TEMPLATES / "core" / "design.html").read_text("utf-8")
    names = {path.stem.replace("_", "-") for path in (TEMPLATES / "cotton").glob("*.html")}
    assert {name for name in names if f"<c-{name}" not in page} == set()


def test_the_living_page_asks_nothing_of_the_database(client, db, django_assert_num_queries):
    client.get("/design/")
    with django_assert_num_queries(0):
        client.get("/design/")
