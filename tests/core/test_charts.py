"""Charts say the same to eyes, to screen readers and in a table; nothing typed becomes markup."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some

from core.test_components import EVIL, drawn
from essaim.core.charts import Bar, Graded, Point, Range, Series, Spread, bars, intervals, line, points, scale
from essaim.core.charts.frame import width_of, wrapped
from essaim.core.charts.line import spread
from essaim.core.charts.points import NARROW, WIDE, Box
from essaim.core.charts.scale import look_of, sides
from essaim.core.sample_charts import charts

CORNERS = {"top-left": "First", "top-right": "Keep", "bottom-left": "Watch", "bottom-right": "Enough"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def svgs(chart) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<div>{chart.pictures}</div>"))


def of_look(chart, look: str) -> list[ElementTree.Element]:
    return [mark for svg in svgs(chart) for mark in svg.iter() if look in mark.get("class", "").split()]


def a_map(*items: tuple[str, float, float]):
    told = [Point(name, x, y, (str(y), str(x))) for name, x, y in items]
    return points(
        "Needs", told, low=1, high=5, middle=3, across="Satisfaction", upwards="Importance", corners=CORNERS
    )


@pytest.mark.parametrize("kind", ["bars", "scale", "points", "intervals", "line"])
class TestEachKind:
    def test_has_a_title_a_description_and_the_same_as_a_table(self, kind):
        chart = charts()[kind]
        page = drawn(f'<c-chart_{kind} :chart="chart" />', chart=chart)
        for svg in svgs(chart):
            assert svg.get("role") == "img"
            assert svg.findtext("title") == chart.title
            assert svg.findtext("desc") == chart.description
        assert len(re.findall('<th scope="row">', page)) == len(chart.rows)
        assert all(len(row) == len(chart.head) for row in chart.rows)
        assert all(row[0] in chart.description for row in chart.rows)

    def test_takes_its_style_from_classes_only(self, kind):
        page = drawn(f'<c-chart_{kind} :chart="chart" open="yes" />', chart=charts()[kind])
        assert not re.search(r"\sstyle=|<style|<script|#[0-9a-f]{3,6}\b", page.replace("&#x27;", ""))

    def test_never_leaves_a_number_in_the_wrong_language(self, kind):
        with translation.override("fr"):
            pictures = charts()[kind].pictures
        assert not re.search(r'\b(?:x|y|width|height|r|cx|cy|x1|y1|x2|y2)="[^"]*,', pictures)

    def test_two_on_a_page_share_no_name(self, kind):
        names = re.findall(r'id="([^"]+)"', "".join(chart.pictures for chart in charts().values()))
        assert len(names) == len(set(names))


def test_words_cannot_become_markup():
    told = [
        bars(EVIL, [Bar(EVIL, 0.5, EVIL)], sentence=EVIL),
        scale(EVIL, [Graded(EVIL, (1, 2))], (EVIL, EVIL)),
        a_map((EVIL, 2, 4)),
        intervals(EVIL, [Spread(EVIL, (Range(2, 1, 3, EVIL),))], (EVIL,), low=1, high=5, ticks=((1, EVIL),)),
        line(EVIL, (EVIL,), (Series(EVIL, (1,), (EVIL,)),), low=0, high=5),
    ]
    for chart in told:
        page = drawn(f'<c-chart_{chart.kind} :chart="chart" />', chart=chart)
        assert "<script" not in page
        assert svgs(chart)


class TestBars:
    def test_lengths_are_shares_of_the_track(self):
        chart = bars(
            "Brakes", [Bar("Time", 0.5, "50 %"), Bar("Distance", 1.7, "too much"), Bar("None", 0, "0")]
        )
        track, *_ = of_look(chart, "chart__track")
        wide = float(track.get("width")[:-1])
        lengths = [float(bar.get("width")[:-1]) for bar in of_look(chart, "chart__bar")]
        assert lengths == [wide / 2, wide, 0]

    def test_small_groups_together_are_hatched_and_an_interval_is_drawn(self):
        chart = bars("Brakes", [Bar("Others", 0.2, "20 %", 0.1, 0.3, "others")])
        assert "url(#bars-" in chart.pictures
        assert len(of_look(chart, "chart__whisker")) == 3

    def test_nothing_to_show_is_an_empty_table(self):
        assert bars("Brakes", []).rows == ()


class TestScale:
    @pytest.mark.parametrize(
        ("counts", "both"),
        [((1, 1, 2, 3, 3), (0.3, 0.7)), ((1, 3), (0.25, 0.75)), ((0, 0, 0), (0, 0)), ((0, 4, 0), (0.5, 0.5))],
    )
    def test_the_middle_grade_stands_across(self, counts, both):
        assert sides(counts) == pytest.approx(both)

    def test_rows_meet_at_the_middle(self):
        chart = scale("Agree?", [Graded("a", (2, 0, 0, 0, 8)), Graded("b", (5, 0, 0, 0, 5))], "vwxyz")
        lefts = [float(m.get("x")[:-1]) for m in of_look(chart, "chart__grade--for-strong")]
        assert lefts[0] == lefts[1] == float(of_look(chart, "chart__middle")[0].get("x1")[:-1])

    @pytest.mark.parametrize(
        ("number", "looks"),
        [
            (2, "against-strong for-strong"),
            (3, "against-strong neither for-strong"),
            (5, "against-strong against neither for for-strong"),
            (6, "against-strong against against-faint for-faint for for-strong"),
        ],
    )
    def test_each_grade_has_its_look(self, number, looks):
        assert [look_of(k, number) for k in range(number)] == looks.split()

    def test_shares_are_of_those_who_have_an_opinion(self):
        chart = scale("Agree?", [Graded("a", (1, 3), aside=4), Graded("b", (0, 0), aside=2)], ("no", "yes"))
        assert chart.head == ("Answer", "no", "yes", "No opinion", "People")
        assert chart.rows == (("a", "25% (1)", "75% (3)", "4", "4"), ("b", "0", "0", "2", "0"))
        assert "Nobody has an opinion" in chart.pictures

    def test_without_anybody_aside_there_is_no_column_for_them(self):
        assert scale("Agree?", [Graded("a", (1, 3))], ("no", "yes")).head == ("Answer", "no", "yes", "People")

    def test_a_row_of_another_length_is_refused(self):
        with pytest.raises(ValueError, match="as many counts"):
            scale("Agree?", [Graded("a", (1, 3))], ("no", "perhaps", "yes"))


def boxes(svg, size: float) -> list[Box]:
    """Where names stand, a line each."""
    found = []
    for mark in svg.iter("text"):
        looks = mark.get("class").split()
        if "chart__name" in looks:
            wide = width_of(mark.text) * size
            x = float(mark.get("x"))
            left = (
                x - wide
                if "chart__name--end" in looks
                else x - wide / 2
                if "chart__name--middle" in looks
                else x
            )
            found.append(Box(left, float(mark.get("y")) - 0.95 * size, wide, 1.2 * size))
    return found


class TestPoints:
    @settings(max_examples=40, deadline=None)
    @given(
        some.lists(
            some.tuples(some.sampled_from(["Time", "Knowing whom to ask", "A shared directory of skills"]),
                        some.floats(1, 5), some.floats(1, 5)),
            max_size=24,
        )
    )  # fmt: skip
    def test_names_never_touch_nor_leave_and_who_has_no_room_has_a_number(self, items):
        chart = a_map(*((f"{name} {k}", x, y) for k, (name, x, y) in enumerate(items)))
        wide, narrow = svgs(chart)
        placed = boxes(wide, WIDE[2])
        assert not any(one.touches(other, -0.1) for one, other in combinations(placed, 2))
        frame = Box(0, 0, WIDE[0], WIDE[1])
        assert all(box.within(frame) for box in placed)
        numbers = [mark.text for mark in wide.iter("text") if mark.get("class") == "chart__number"]
        assert numbers == [str(k) for k, _, _, always in chart.numbered if always]
        named = " ".join(mark.text for mark in wide.iter("text") if "chart__name" in mark.get("class"))
        assert all(always or label.split()[-1] in named.split() for _, label, _, always in chart.numbered)
        on_phone = [mark.text for mark in narrow.iter("text") if mark.get("class") == "chart__number"]
        assert on_phone == [str(k + 1) for k in range(len(items))]

    def test_a_point_stands_where_it_should(self):
        chart = a_map(("Low", 1, 1), ("High", 5, 5))
        wide = svgs(chart)[0]
        low, high = [m for m in wide.iter("circle") if m.get("class") == "chart__point"]
        at = {(float(m.get("cx")), float(m.get("cy"))) for m in (low, high)}
        assert at == {(34, WIDE[1] - 34), (WIDE[0] - 34, 34)}
        assert chart.numbered[0] == (1, "Low", "Result 1 1", False) or chart.numbered[0][1] == "Low"
        assert svgs(chart)[1].get("viewBox") == f"0 0 {NARROW[0]:.0f} {NARROW[1]:.0f}"


class TestIntervals:
    def test_the_earlier_survey_is_hollow_and_both_are_said(self):
        rows = [
            Spread("Asking", (Range(2, 1.5, 2.5, "2 (1.5 to 2.5)", "2"), Range(3, None, None, "3")), "+1")
        ]
        chart = intervals(
            "A year later", rows, ("2025", "2026"), low=1, high=5, head=("", "2025", "2026", "Gap")
        )
        assert chart.rows == (("Asking", "2 (1.5 to 2.5)", "3", "+1"),)
        assert len(of_look(chart, "chart__dot--before")) == 1
        assert len(of_look(chart, "chart__span")) == 1
        assert [key.words for key in chart.keys] == ["2025", "2026"]

    def test_one_survey_alone_needs_no_legend(self):
        chart = intervals("Now", [Spread("Asking", (Range(2, 1, 3, "2"),))], ("2025",), low=1, high=5)
        assert chart.keys == ()
        assert chart.rows == (("Asking", "2"),)

    def test_what_is_not_known_is_not_drawn(self):
        chart = intervals("Now", [Spread("New", (None, Range(2, 1, 3, "2")))], ("a", "b"), low=1, high=5)
        assert len(of_look(chart, "chart__dot")) == 1
        assert chart.rows == (("New", "", "2"),)


class TestLine:
    def test_a_gap_is_not_bridged(self):
        chart = line("Answers", "abcd", (Series("in", (1, 2, None, 4), ("1", "2", "", "4")),), low=0, high=4)
        assert len(of_look(chart, "chart__line--a")) == 1
        assert len(of_look(chart, "chart__end--a")) == 3
        assert chart.rows == (("a", "1"), ("b", "2"), ("c", ""), ("d", "4"))

    def test_last_values_are_kept_apart_and_inside(self):
        assert spread([(5.0, "a"), (5.0, "b")]) == [(5.0, "a"), (6.2, "b")]
        heights = [y for y, _ in spread([(12.2, "a"), (12.2, "b"), (3.0, "c")])]
        assert heights == pytest.approx([3.0, 11.0, 12.2])
        assert spread([]) == []

    def test_on_a_phone_some_moments_are_named_and_always_the_last(self):
        moments = [f"{k} November" for k in range(1, 31)]
        one = Series("in", [1.0] * 30, ["1"] * 30)
        named = [m.text for m in of_look(line("Answers", moments, (one,), low=0, high=2), "chart__soft")]
        assert 2 <= len(named) <= 5
        assert named[-1] == "30 November"

    def test_five_lines_or_uneven_ones_are_refused(self):
        one = Series("in", (1,), ("1",))
        for series in ([one] * 5, [Series("in", (1, 2), ("1", "2"))]):
            with pytest.raises(ValueError, match="at most four"):
                line("Answers", "a", series, low=0, high=2)

    def test_one_moment_stands_in_the_middle(self):
        chart = line("Answers", ("today",), (Series("in", (None,), ("",)),), low=0, high=2)
        assert of_look(chart, "chart__value") == []


@given(some.text(max_size=200), some.floats(5, 30))
def test_words_are_wrapped_within_their_width_and_none_is_lost(text, widest):
    lines = wrapped(text, widest)
    assert all(width_of(one) <= widest for one in lines)
    assert "".join(lines).replace(" ", "") == re.sub("[ \t\r\n]", "", text)


def test_the_living_page_shows_them_all(client):
    page = client.get("/design/?language=fr").content.decode()
    assert page.count('<figure class="chart') == 5
    assert "La même chose en tableau" in page
