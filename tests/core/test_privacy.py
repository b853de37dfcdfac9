"""Every field of every table says of whom it speaks; export and erasure keep that promise for all of them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test import Client
from model_bakery import baker

from essaim.communities.models import Community, Membership, WeeklySlot
from essaim.core.privacy import classified, rows_about, title_of
from essaim.people.erasure import erase
from essaim.people.export import exported

OURS = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
MARK = "zqxjkvbw"
PERSONAL = [(model, privacy) for model, privacy in classified() if privacy.person]


def named(pairs: list) -> list[str]:
    return [model._meta.label_lower for model, _ in pairs]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_every_field_of_a_table_is_classified_once(model):
    fields = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    privacy = model.privacy
    assert fields - {model._meta.pk.name} == privacy.personal | privacy.plain
    assert not privacy.personal & privacy.plain


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_what_is_kept_or_blanked_says_why(model):
    privacy = model.privacy
    assert privacy.reason or not privacy.person or privacy.erase == "delete"


@pytest.mark.parametrize(("model", "privacy"), PERSONAL, ids=named(PERSONAL))
def test_the_way_to_the_person_exists_and_the_table_has_a_title(db, model, privacy):
    rows_about(model, privacy, 1).exists()
    assert title_of(model) != str(model._meta.verbose_name_plural)


def holds_words(field: models.Field) -> bool:
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return isinstance(field, kinds) and not field.choices


def marked(field: models.Field, place: str) -> Any:
    """A value of this field with the mark in it, within its length."""
    if isinstance(field, models.JSONField):
        return [f"{MARK}-{place}"]
    if isinstance(field, models.BinaryField):
        return f"{MARK}-{place}".encode()
    if isinstance(field, models.EmailField):
        return f"{MARK}-{place}@exemple.fr"
    return (
        MARK[: field.max_length] if (field.max_length or 99) < 12 else f"{MARK}-{place}"[: field.max_length]
    )


def plant(person: Any) -> None:
    """Every table that speaks of this person has a row, with the mark in its personal fields."""
    slot = WeeklySlot.objects.first()
    known: dict[type[models.Model], models.Model] = {WeeklySlot: slot, Community: slot.community}
    for model, privacy in PERSONAL:
        for row in rows_about(model, privacy, person.pk):
            known[model] = row
            if model is not type(person):
                mark(row, privacy)
    for model, privacy in PERSONAL:
        if model not in known:
            grow(model, privacy, known)


def mark(row: models.Model, privacy: Any) -> None:
    for field in row._meta.concrete_fields:
        if field.name in privacy.personal and holds_words(field):
            setattr(row, field.name, marked(field, row._meta.model_name))
    row.save()


def grow(model: type[models.Model], privacy: Any, known: dict) -> models.Model:
    values: dict[str, Any] = {}
    first = privacy.person.split("__")[0]
    for field in model._meta.concrete_fields:
        if field.name == first and field.related_model not in known:
            grow(field.related_model, field.related_model.privacy, known)
        if field.name == first or (field.is_relation and not field.null and field.related_model in known):
            values[field.name] = known[field.related_model]
        elif field.name in privacy.personal and holds_words(field):
            values[field.name] = marked(field, model._meta.model_name)
    known[model] = baker.make(model, **(values | consistent(model)))
    return known[model]


def consistent(model: type[models.Model]) -> dict[str, Any]:
    """What a constraint of the table wants."""
    if model._meta.label_lower == "communities.pairing":
        one, other = Membership.objects.order_by("pk")[:2]
        return {"one": one, "other": other}
    if model._meta.label_lower == "diagnosis.grade":
        return {"value": 4}
    return {}


def everything() -> list[str]:
    """Every row of every table, ours and those of libraries, as words."""
    told = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            told += [f"{model._meta.label_lower}.{name}: {words(value)}" for name, value in row.items()]
    return told


def words(value: Any) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, (bytes, memoryview)) else str(value)


@pytest.fixture
def marc(cast):
    for field in ("name", "given_name"):
        setattr(cast.marc, field, f"{MARK} {field}")
    cast.marc.email, cast.marc.initials = f"{MARK}@exemple.fr", MARK[:3]
    cast.marc.save()
    EmailAddress.objects.create(user=cast.marc, email=cast.marc.email, verified=True, primary=True)
    plant(cast.marc)
    return cast.marc


def test_the_mark_is_in_every_table_that_speaks_of_somebody(marc):
    """Without this the test of erasure could pass because nothing was planted."""
    found = {line.split(".")[0] + "." + line.split(".")[1] for line in everything() if MARK in line}
    able = {
        model._meta.label_lower
        for model, privacy in PERSONAL
        if any(holds_words(f) for f in model._meta.concrete_fields if f.name in privacy.personal)
    }
    assert able <= found


def test_after_erasure_the_mark_is_nowhere(marc, client):
    Client().post("/account/login/", {"email": marc.email})
    client.force_login(marc, backend="allauth.account.auth_backends.AuthenticationBackend")
    erase(actor=marc)
    kept = kept_on_purpose()
    assert [line for line in everything() if MARK in line and line.split(":")[0] not in kept] == []


def kept_on_purpose() -> set[str]:
    """Fields of rows that are kept, with the reason their table gives."""
    return {
        f"{model._meta.label_lower}.{name}"
        for model, privacy in PERSONAL
        if privacy.erase == "keep" and privacy.reason
        for name in privacy.personal
    }


def test_after_erasure_nobody_can_come_in_by_an_open_session(marc, client):
    client.force_login(marc, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/me/").status_code == 200
    erase(actor=marc)
    assert client.get("/me/").status_code == 302


def test_the_export_has_everything_that_is_personal(marc):
    with ZipFile(BytesIO(exported(marc))) as zipped:
        tables = {name: zipped.read(name).decode() for name in zipped.namelist()}
    for model, privacy in PERSONAL:
        name = model._meta.label_lower.replace(".", "-")
        rows = json.loads(tables[f"{name}.json"])
        assert rows, name
        assert set(rows[0]) == {field for field in privacy.personal if has(model, field)}
    assert MARK in tables["index.html"]


def has(model: type[models.Model], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name))
    except FieldDoesNotExist:
        return False


def test_the_export_has_nothing_of_anybody_else(marc, cast):
    cast.nadia.name = "Autre Personne"
    cast.nadia.save()
    with ZipFile(BytesIO(exported(marc))) as zipped:
        told = b"".join(zipped.read(name) for name in zipped.namelist()).decode()
    assert "Autre Personne" not in told
    assert "nadia@exemple.fr" not in told
