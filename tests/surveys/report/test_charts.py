"""What a chart of the report says of each kind is what people answered."""

from __future__ import annotations

from django.utils import translation

from essaim.communities.models import WeeklySlot
from essaim.surveys.kinds import Kind
from essaim.surveys.sentences.findings import Speaker, what_changed
from essaim.surveys.showing.charts import compared, drawn
from essaim.surveys.taking.counts import lines
from factories.answering import ROOMS, ask, survey_of, texts
from factories.reports import close_and_report, fill, question_in


def test_grades_orders_and_hours_are_drawn_in_words(cast):
    survey = survey_of(cast)
    offer = WeeklySlot.objects.create
    slots = [offer(community=cast.community, day=day, minute=1080) for day in (5, 2, 0)]
    saturday, wednesday, monday = (slot.pk for slot in slots)
    ask(survey, "grades", Kind.GRADES, rows=texts(*ROOMS[:1]))
    ask(survey, "order", Kind.RANKING, choices=texts(*ROOMS))
    ask(survey, "when", Kind.AVAILABILITY)
    fill(survey, 4, grades={"room": 4}, order=["time", "room"],
         when={"possible": [monday], "preferred": [wednesday]})  # fmt: skip
    fill(survey, 3, grades={"room": 1}, order=["time"], when={"possible": [wednesday, saturday]})
    report = close_and_report(survey)
    assert report is not None
    speak = Speaker.of(report.findings, "fr")

    def told(key: str) -> list[tuple[str, ...]]:
        chart = drawn(speak, question_in(report, key), key)
        assert chart is not None
        return [tuple(row) for row in chart.chart.rows]

    with translation.override("en"):
        assert told("grades")[0][:1] == ("Une salle",)
        assert [row[:2] for row in told("order")] == [
            ("Du temps", "1.0"), ("Une salle", "2.2"), ("De l’aide", "2.8")
        ]  # fmt: skip
        # Who prefers an hour can come then; the week begins on a Monday, whichever hour was added first.
        assert [row[1:] for row in told("when")] == [("4", "0"), ("7", "4"), ("3", "0")]
        graded = next(one for one in report.findings["findings"] if one["question"] == "grades")
        assert speak.sentence(graded) == (
            "“Une salle”: half of the people or more say “Very good” or better."
        )
        exported = [tuple(map(str, line[5:])) for line in lines(report.findings, "fr") if line[0] == "when"]
        assert exported[1:4] == [
            ("Monday 18:00 · Possible", "4"),
            ("Monday 18:00 · Preferred", "0"),
            ("Wednesday 18:00 · Possible", "3"),
        ]


def test_what_changed_since_is_named_and_drawn_on_its_own_scale(cast):
    before = survey_of(cast)
    ask(before, "ok", Kind.CONSENT, "Me rappeler")
    ask(before, "grades", Kind.GRADES, rows=texts(*ROOMS[:1]))
    fill(before, 6, ok=True, grades={"room": 0})
    close_and_report(before)
    after = survey_of(cast, after=before)
    ask(after, "ok", Kind.CONSENT, "Me rappeler")
    ask(after, "grades", Kind.GRADES, rows=texts(*ROOMS[:1]))
    fill(after, 6, ok=True, grades={"room": 5})
    report = close_and_report(after)
    assert report is not None
    speak = Speaker.of(report.findings, "fr")
    changes = report.findings["changes"]
    assert what_changed(speak, "ok", changes["ok"][0]["row"]) == "Me rappeler"
    chart = compared(speak, "grades", changes["grades"], ("before", "now"))
    assert chart is not None
    assert [tick for tick in "015" if f">{tick}</" in chart.chart.pictures] == ["0", "5"]
