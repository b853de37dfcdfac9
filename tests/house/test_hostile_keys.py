"""Every route that takes something is sent keys that no row has: none is a failure of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django import forms
from django.db import transaction

import essaim
from essaim.core.offering import SeveralRows
from house.routes import routes
from house.world import World

SOURCE = Path(essaim.__file__).parent
READ = re.compile(r"""(?:POST\.get(?:list)?\(|posted_number\(request, )f?["']([a-z_-]+)["']""")
HOSTILE = ("9" * 40, "²", "\0", "", "-1", "1e9")
ITSELF = {"csrfmiddlewaretoken", "once"}


def forms_of_ours(above: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for each in above.__subclasses__():
        if each.__module__.startswith("essaim."):
            yield each
        yield from forms_of_ours(each)


def test_a_field_of_several_rows_refuses_long_keys():
    # On SQLite a number of 40 digits is an OverflowError in `pk IN (…)`.
    several = {
        f"{form.__module__}.{name}": field
        for form in forms_of_ours()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelMultipleChoiceField)
    }
    assert len(several) >= 4
    assert [name for name, field in several.items() if not isinstance(field, SeveralRows)] == []


def names_read() -> set[str]:
    """Of the fields of our forms, and of what views read by themselves."""
    read = {name for file in SOURCE.rglob("*.py") for name in READ.findall(file.read_text())}
    return (read | {name for form in forms_of_ours() for name in form.base_fields}) - ITSELF


def test_no_route_fails_on_a_key_that_no_row_has(cast, as_):
    """Every name is sent all of them; what reads one value reads the last, not the same for each name."""
    world, names = World(cast), sorted(names_read())
    assert {"answer", "cards", "interviews", "one", "owner", "card", "pair"} <= set(names)
    turns = {name: at % len(HOSTILE) for at, name in enumerate(names)}
    sent = {name: [*HOSTILE[turn:], *HOSTILE[:turn]] for name, turn in turns.items()}
    claire = as_(cast.claire)
    claire.raise_request_exception = False
    cookies, failed = claire.cookies.copy(), []
    for route in routes():
        if "POST" not in route.door.methods or "token" in route.parameters:
            continue
        claire.cookies = cookies.copy()
        with transaction.atomic():
            answer = claire.post(world.url(route), sent)
            transaction.set_rollback(True)
        failed += [route.name] if answer.status_code >= 500 else []
    assert failed == []
