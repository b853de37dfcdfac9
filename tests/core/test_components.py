"""Components say the same to eyes and to screen readers, and let nothing typed become markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django import forms
from django.http import HttpResponseServerError
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import server_error
from django_cotton.compiler_regex import CottonCompiler

from essaim.core import rings
from essaim.core.pages import page_of
from essaim.core.samples import Form, ring_of, seat
from essaim.core.week import week_of

EVIL = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def drawn(source: str, address: str = "/", **context: object) -> str:
    """What a page with this source would show at this address."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, RequestFactory().get(address))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def seats_in(svg: str) -> list[str]:
    return [
        node.get("class", "").split()[1] for node in parsed(svg) if "seat" in node.get("class", "").split()
    ]


class TestRing:
    @pytest.mark.parametrize("size", ["node", "card", "large"])
    @pytest.mark.parametrize("number", range(1, 15))
    def test_seats_never_touch_one_another_nor_leave_the_drawing(self, number, size):
        scale = rings.SCALES[size]
        _, at = rings.places(number, size)
        assert len(at) == number
        near = [
            ((x - u) ** 2 + (y - v) ** 2) ** 0.5
            for k, (x, y) in enumerate(at)
            for u, v in at[k + 1 :]
        ]  # fmt: skip
        assert all(distance >= 2 * scale.seat for distance in near)
        left, top, wide, high = map(
            float, parsed(rings.draw(ring_of(number), size=size)).get("viewBox").split()
        )
        for x, y in at:
            assert left <= x - scale.seat
            assert x + scale.seat <= left + wide
            assert top <= y - scale.seat
            assert y + scale.seat <= top + high

    def test_who_leads_sits_at_the_top_and_free_seats_come_last(self):
        seats = [{"part": "empty"}, seat(1), seat(0, "facilitator"), seat(2)]
        assert seats_in(rings.draw(seats)) == [
            "seat--facilitator", "seat--member", "seat--member", "seat--empty",
        ]  # fmt: skip

    def test_the_description_says_what_the_drawing_shows(self):
        seats = ring_of(9, 2, s3={"to_confirm": True})
        assert rings.described(seats) == "9 people, led by Sonia Meyer, 2 free seats, 1 to confirm"
        svg = parsed(rings.draw(seats, title="Les Passerelles"))
        assert svg.get("role") == "img"
        assert svg.findtext("title") == "Les Passerelles"
        assert svg.findtext("desc") == rings.described(seats)

    def test_a_facilitator_still_to_be_found_is_a_seat_and_a_word_but_not_a_person(self):
        seats = ring_of(7, 0, led="wanted")
        assert rings.taken(seats) == 7
        assert rings.described(seats) == "7 people, a facilitator to be found"

    @pytest.mark.parametrize(
        ("marks", "expected"),
        [
            ({}, "Amel Bakri"),
            ({"to_confirm": True}, "Amel Bakri, to confirm"),
            ({"locked": True}, "Amel Bakri, stays here"),
            ({"state": "moving"}, "Amel Bakri, being moved"),
            ({"state": "broken", "locked": True}, "Amel Bakri, stays here, a rule is broken"),
            ({"part": "facilitator"}, "Amel Bakri, facilitates"),
            ({"part": "lead"}, "Amel Bakri, looks after them"),
        ],
    )
    def test_each_mark_has_its_words(self, marks, expected):
        assert rings.seat_words(seat(1) | marks) == expected

    def test_seats_that_lead_somewhere_are_links_with_names(self):
        svg = parsed(rings.draw([seat(0) | {"href": "?person=0"}], title="Choose"))
        link = svg.find("a")
        assert svg.get("role") == "group"
        assert (link.get("href"), link.get("aria-label"), link.get("data-seat")) == (
            "?person=0",
            "Sonia Meyer",
            "0",
        )

    def test_a_ring_that_opens_something_or_is_tiny_holds_no_links(self):
        seats = [seat(0) | {"href": "?person=0"}]
        for svg in (rings.draw(seats, size="node"), rings.draw(seats, links=False)):
            assert parsed(svg).get("role") == "img"
            assert parsed(svg).find("a") is None

    def test_a_name_cannot_become_markup(self):
        someone = seat(0) | {
            "name": EVIL,
            "initials": EVIL,
            "id": EVIL,
            "href": EVIL,
            "attrs": {"data-x": EVIL},
        }
        for size in rings.SCALES:
            for seats in ([someone], [someone | {"href": ""}]):
                assert "<script" not in rings.draw(seats, size=size, title=EVIL)

    def test_nobody_at_all_is_still_a_table(self):
        svg = parsed(rings.draw([]))
        assert svg.findtext("title") == "0 people"

    def test_the_same_content_is_a_list_for_screen_readers(self):
        html = drawn('<c-ring :seats="seats" title="Le Gué" />', seats=ring_of(2, 1))
        assert re.findall(r"<li>(.*?)</li>", html) == ["Sonia Meyer, facilitates", "Amel Bakri", "Free seat"]


class TestField:
    def test_each_kind_of_field_has_its_label_or_its_legend(self):
        html = "".join(drawn('<c-field :field="field" />', field=field) for field in Form())
        for field in Form().visible_fields():
            assert field.label in html
        assert html.count("<fieldset") == 3
        assert html.count('type="hidden"') == 1
        assert '<label class="field__label" for="id_name">' in html

    def test_help_and_errors_are_tied_to_their_box(self):
        form = Form({"name": ""})
        html = drawn('<c-field :field="form.name" />', form=form)
        described = re.search(r'aria-describedby="([^"]+)"', html).group(1).split()
        assert described == ["id_name_helptext", "id_name_error"]
        assert all(f'id="{identifier}"' in html for identifier in described)
        assert 'aria-invalid="true"' in html

    def test_the_summary_leads_to_each_field_to_mend(self):
        form = Form({"name": "En chemin", "email": "claire@"})
        html = drawn(
            '<c-form-errors :form="form" /><c-field :field="form.language" /><c-field :field="form.email" />',
            form=form,
        )
        targets = re.findall(r'<a href="#([^"]+)"', html)
        assert targets == ["id_email", "id_language", "id_size", "id_first"]
        assert 'id="id_email"' in html
        assert 'id="id_language"' in html
        assert "4 things to mend before going on" in html

    def test_one_thing_to_mend_is_said_in_the_singular(self):
        class Short(forms.Form):
            name = forms.CharField()

        assert "One thing to mend" in drawn('<c-form-errors :form="form" />', form=Short({}))
        assert drawn('<c-form-errors :form="form" />', form=Short({"name": "x"})).strip() == ""

    def test_what_was_typed_is_kept_and_stays_text(self):
        form = Form({"name": EVIL, "email": "claire@"})
        html = drawn(
            '<c-form-errors :form="form" /><c-field :field="form.name" /><c-field :field="form.email" />',
            form=form,
        )
        assert "<script" not in html
        assert 'value="claire@"' in html

    @pytest.mark.parametrize(
        ("look", "css"), [("segments", "segment"), ("cards", "choice"), ("scale", "scale__marks")]
    )
    def test_radios_may_look_otherwise_and_stay_radios(self, look, css):
        html = drawn(f'<c-field :field="form.language" look="{look}" />', form=Form())
        assert html.count('type="radio"') == 2
        assert css in html


class TestWeek:
    SLOTS = [
        {"id": 1, "day": 1, "minute": 1110, "state": "preferred"},
        {"id": 2, "day": 1, "minute": 750, "state": ""},
        {"id": 3, "day": 3, "minute": 750, "state": "possible"},
    ]

    def test_days_and_hours_make_a_grid_with_holes(self):
        days = week_of(self.SLOTS)
        assert [day.name for day in days] == ["Tuesday", "Thursday"]
        assert [[when.time for when in day.whens] for day in days] == [["12:30", "18:30"]] * 2
        assert [[when.slot and when.slot["id"] for when in day.whens] for day in days] == [[2, 1], [3, None]]

    def test_each_slot_has_exactly_one_answer(self):
        html = drawn('<c-week :slots="slots" />', slots=self.SLOTS)
        checked = re.findall(r'name="(slot-\d)" value="(\w+)" checked', html)
        assert checked == [("slot-2", "no"), ("slot-1", "preferred"), ("slot-3", "possible")]
        assert html.count('type="radio"') == 9


class TestOthers:
    @pytest.mark.parametrize(
        "source",
        [
            '<c-page-header title="{{ evil }}" lead="{{ evil }}" />',
            '<c-page-header :title="evil" :lead="evil" />',
            '<c-card title="{{ evil }}" :href="evil" :note="evil">{{ evil }}</c-card>',
            '<c-button :href="evil" data-x="{{ evil }}">{{ evil }}</c-button>',
            '<c-stone :href="evil" :remedy="evil" :title="evil">{{ evil }}</c-stone>',
            '<c-empty :title="evil">{{ evil }}</c-empty>',
            '<c-person :name="evil" :initials="evil" :note="evil" :href="evil" />',
            '<c-circle-row :seats="seats" :name="evil" :note="evil" />',
            '<c-circle :seats="seats" :name="evil" :note="evil" />',
            '<c-diff :before="evil" :after="evil">{{ evil }}</c-diff>',
            '<c-choice :name="evil" :value="evil" :title="evil">{{ evil }}</c-choice>',
            '<c-segments :legend="evil" :name="evil" :options="pairs" />',
            '<c-progress :title="evil" done="1" total="2" :cancel="evil" :poll="evil" />',
            '<c-disclosure :title="evil" :note="evil">{{ evil }}</c-disclosure>',
            '<c-copy id="x">{{ evil }}</c-copy>',
            '<c-toast :undo="evil">{{ evil }}</c-toast>',
            '<c-avatars :seats="seats" />',
            '<c-steps :steps="steps" />',
        ],
    )
    def test_nothing_typed_becomes_markup(self, source):
        html = drawn(
            source,
            evil=EVIL,
            pairs=[(EVIL, EVIL)],
            seats=[seat(0) | {"name": EVIL, "initials": EVIL}],
            steps=[{"name": EVIL, "href": EVIL, "state": "here", "note": EVIL}],
        )
        assert "<script" not in html

    def test_the_pages_of_a_list_keep_its_filters_and_say_where_one_is(self):
        page = page_of(RequestFactory().get("/?page=2"), range(1, 95))
        html = drawn('<c-pagination :page="page" />', "/?q=No%C3%A9&page=2", page=page)
        assert "31 to 60 of 94" in html
        assert 'href="?q=No%C3%A9&amp;page=1"' in html
        assert 'href="?q=No%C3%A9&amp;page=3"' in html

    def test_a_short_list_has_no_pages(self):
        page = page_of(RequestFactory().get("/"), range(30))
        assert drawn('<c-pagination :page="page" />', page=page).strip() == ""

    def test_progress_says_how_many_how_long_and_how_to_stop(self):
        html = drawn(
            '<c-progress title="38 of 43" done="38" total="43" remaining="12" cancel="/stop/" poll="/now/" />'
        )
        assert 'value="38" max="43"' in html
        assert "About 12 seconds to go." in html
        assert 'action="/stop/"' in html
        assert 'hx-get="/now/"' in html

    def test_progress_that_is_over_asks_no_more(self):
        assert "hx-get" not in drawn('<c-progress title="43 of 43" done="43" total="43" />')


class TestWhenThingsGoWrong:
    @pytest.mark.parametrize("name", ["400", "500", "503"])
    def test_where_the_language_may_not_be_known_both_are_spoken(self, name):
        html = render_to_string(f"{name}.html")
        assert re.findall(r'class="page-header" lang="(\w+)"', html) == ["fr", "en"]

    def test_a_fault_of_ours_shows_a_page_without_a_request_context(self):
        answer = server_error(RequestFactory().get("/"))
        assert isinstance(answer, HttpResponseServerError)
        assert "Something went wrong here" in answer.content.decode()

    @pytest.mark.parametrize(
        ("language", "title"), [("fr", "Cette page n’est pas ici"), ("en", "This page is not here")]
    )
    def test_what_is_not_found_is_said_in_the_language_of_the_reader_and_nothing_more(
        self, client, db, language, title
    ):
        answer = client.get("/no/such/page/", headers={"accept-language": language})
        assert answer.status_code == 404
        assert f"<h1>{title}</h1>" in answer.content.decode()
        assert "no/such/page" not in answer.content.decode()
