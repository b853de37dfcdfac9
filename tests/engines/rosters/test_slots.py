"""Slots as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters import SlotUnreadable, read_mark, read_slot, read_slots


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("tue 18:00", "tue 18:00"),
        ("mardi 18h", "tue 18:00"),
        ("Mar 18:30", "tue 18:30"),
        ("mardi 18 h 30", "tue 18:30"),
        ("mardi 18\u202fh\u202f30", "tue 18:30"),
        ("Tuesday 6pm", "tue 18:00"),
        ("Tuesday 6:30 p.m.", "tue 18:30"),
        ("TUE at 18.30", "tue 18:30"),
        ("MARDI  18H00", "tue 18:00"),
        ("mar. 18h", "tue 18:00"),
        ("le mardi à 18h", "tue 18:00"),
        ("mardis 18h", "tue 18:00"),
        ("Mardi, 18h", "tue 18:00"),
        ("18h (mardi)", "tue 18:00"),
        ("mardi 18h-19h30", "tue 18:00"),
        ("Mardi de 18h à 20h", "tue 18:00"),
        ("Tue 18:00–19:00", "tue 18:00"),
        ("mardi 18:00:00", "tue 18:00"),
        ("jeudi midi", "thu 12:00"),
        ("Thu noon", "thu 12:00"),
        ("mercredi 12 heures 15", "wed 12:15"),
        ("Mon 12am", "mon 00:00"),
        ("Mon 12pm", "mon 12:00"),
        ("dim 0h", "sun 00:00"),
        ("sam 23:59", "sat 23:59"),
        ("ven 9h", "fri 09:00"),
        ("Thurs 9:05", "thu 09:05"),
    ],
)
def test_reads(text: str, slot: str) -> None:
    assert read_slot(text) == (Slot.read(slot), False)


@pytest.mark.parametrize("text", ["mardi 18h !", "mardi 18h!", "tue 18:00!", "tue 18:00\u202f!"])
def test_an_exclamation_mark_is_a_preference(text: str) -> None:
    assert read_slot(text) == (Slot(1, 18 * 60), True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25h", "slot-time-impossible"),
        ("mardi 25h", "slot-time-impossible"),
        ("tue 18:75", "slot-time-impossible"),
        ("Mon 13pm", "slot-time-impossible"),
        ("tue 24:00", "slot-time-impossible"),
        ("mardi", "slot-without-time"),
        ("18h", "slot-without-day"),
        ("midi", "slot-without-day"),
        ("bla", "slot-unreadable"),
        ("", "slot-unreadable"),
        ("mars 18h", "slot-unreadable"),
        ("mardi 1800h", "slot-unreadable"),
        ("mardi ou jeudi 18h", "slot-unreadable"),
        ("mardi 18h et 19h", "slot-unreadable"),
        ("mardi soir 18h", "slot-unreadable"),
        ("lundi 9", "slot-unreadable"),
        ("mardi 7h5", "slot-unreadable"),
        ("tue 18:00!!", "slot-unreadable"),
        ("!", "slot-unreadable"),
        ("2026-11-24 18:00", "slot-unreadable"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(SlotUnreadable) as refused:
        read_slot(text)
    assert (refused.value.code, str(refused.value)) == (code, text)


def test_a_cell_lists_several() -> None:
    slots, unread = read_slots("tue 18:00; jeudi 12h30! | 25h, , tue 18:00!")
    assert {str(slot): preferred for slot, preferred in slots.items()} == {
        "tue 18:00": True,
        "thu 12:30": True,
    }
    assert [(problem.code, str(problem)) for problem in unread] == [("slot-time-impossible", "25h")]


@given(st.builds(Slot, st.integers(0, 6), st.integers(0, 1439)), st.booleans())
def test_what_an_answer_writes_is_read_back(slot: Slot, preferred: bool) -> None:
    assert read_slot(f"{slot}{'!' if preferred else ''}") == (slot, preferred)


@given(st.builds(Slot, st.integers(0, 6), st.integers(0, 1439)))
def test_what_french_typography_writes_is_read_back(slot: Slot) -> None:
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    hour, minute = divmod(slot.minute, 60)
    assert read_slot(f"{days[slot.day].capitalize()} {hour}\u202fh\u202f{minute:02d}") == (slot, False)


@given(st.text(max_size=30))
def test_any_text_is_a_slot_or_a_refusal_that_quotes_it(text: str) -> None:
    slots, unread = read_slots(text)
    assert all(0 <= slot.minute < 1440 for slot in slots)
    assert all(str(problem) in text for problem in unread)


@pytest.mark.parametrize(
    ("mark", "texts"),
    [
        ("possible", ["yes", "Oui", "x", "X", "1", "OUI ", "true", "VRAI", "✓", "y", "o"]),
        ("preferred", ["preferred", "préféré", "PRÉFÉRÉ", "!", "prefere"]),
        ("no", ["", "no", "Non", "0", "false", "FAUX", "-", "  "]),
        (None, ["peut-être", "maybe", "2", "oui mais", "18h", "?"]),
    ],
)
def test_yes_no_preferred(mark: str | None, texts: list[str]) -> None:
    assert [read_mark(text) for text in texts] == [mark] * len(texts)
