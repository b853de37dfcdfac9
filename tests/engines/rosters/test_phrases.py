"""Availability as people write it: the slots proposed, and the words that are left to a person."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.engines.grouping.problem import DAYS, Slot
from essaim.engines.rosters import Phrase, phrase_key, read_phrase
from essaim.engines.rosters.folding import clean

# Morning, noon, afternoon and evening: from Monday to Friday at 9:00, 12:30, 15:00 and 18:30.
TIMES = {"m": 540, "n": 750, "a": 900, "e": 1110}
SATURDAY, SUNDAY = Slot(5, 600), Slot(6, 1110)
OFFERED = frozenset(Slot(day, minute) for day in range(5) for minute in TIMES.values()) | {SATURDAY, SUNDAY}


def slots(text: str) -> frozenset[Slot]:
    """The slots of "mon-wed e, sat m"; "all" for every one on offer."""
    if text == "all":
        return OFFERED
    found: set[Slot] = set()
    for part in filter(None, text.split(", ")):
        days, times = part.split(" ")
        first, _, last = days.partition("-")
        chosen = range(DAYS.index(first), DAYS.index(last or first) + 1)
        found |= {slot for slot in OFFERED if slot.day in chosen and letter(slot) in times}
    return frozenset(found)


def letter(slot: Slot) -> str:
    return "m" if slot == SATURDAY else next(name for name, minute in TIMES.items() if minute == slot.minute)


@pytest.mark.parametrize(
    ("text", "possible", "preferred", "leftover", "confidence"),
    [
        ("mardi ou jeudi soir sauf vacances", "tue e, thu e", "", "sauf vacances", "check"),
        ("mardi ou jeudi soir, hors vacances", "tue e, thu e", "", "hors vacances", "check"),
        ("tous les soirs sauf le lundi", "tue-fri e, sun e", "", "", "sure"),
        ("Tous les soirs, sauf lundi et mercredi", "tue e, thu-fri e, sun e", "", "", "sure"),
        ("en semaine après 18h", "mon-fri e", "", "", "sure"),
        ("la semaine à partir de 18 h", "mon-fri e", "", "", "sure"),
        ("le midi", "mon-fri n", "", "", "sure"),
        ("Tous les midis", "mon-fri n", "", "", "sure"),
        ("les midis, sauf le mardi", "mon n, wed-fri n", "", "", "sure"),
        ("lundi entre 12h et 14h", "mon n", "", "", "sure"),
        ("lundi entre 12 et 14h", "mon n", "", "", "sure"),
        ("entre midi et deux", "mon-fri n", "", "", "sure"),
        ("entre midi et deux le mardi et le jeudi", "tue n, thu n", "", "", "sure"),
        ("pause déjeuner", "mon-fri n", "", "", "sure"),
        ("plutôt le jeudi", "thu mnae", "thu mnae", "", "check"),
        ("de préférence le mardi soir", "tue e", "tue e", "", "check"),
        ("jeudi de préférence", "thu mnae", "thu mnae", "", "check"),
        ("mardi ou jeudi, de préférence jeudi", "tue mnae, thu mnae", "thu mnae", "", "sure"),
        ("mardi ou jeudi (plutôt jeudi)", "tue mnae, thu mnae", "thu mnae", "", "sure"),
        ("n'importe quand", "all", "", "", "sure"),
        ("N’importe quand !", "all", "", "", "sure"),
        ("n'importe quel soir", "mon-fri e, sun e", "", "", "sure"),
        ("peu importe", "all", "", "", "sure"),
        ("toujours disponible", "all", "", "", "sure"),
        ("n'importe quand, idéalement le soir", "all", "mon-fri e, sun e", "", "sure"),
        ("week-end", "sat m, sun e", "", "", "sure"),
        ("le week-end uniquement", "sat m, sun e", "", "", "sure"),
        ("samedi matin", "sat m", "", "", "sure"),
        ("samedi ou dimanche", "sat m, sun e", "", "", "sure"),
        ("mercredi matin (sauf semaine paire)", "wed m", "", "sauf semaine paire", "check"),
        ("une semaine sur deux le mardi soir", "tue e", "", "une semaine sur deux", "check"),
        ("un mardi sur deux", "tue mnae", "", "sur deux", "check"),
        ("pas le vendredi", "mon-thu mnae, sat m, sun e", "", "", "check"),
        ("pas le vendredi, plutôt le mardi", "tue mnae", "tue mnae", "", "check"),
        ("pas le vendredi, le soir", "mon-thu e, sun e", "", "", "check"),
        ("pas le lundi ni le mardi", "wed-fri mnae, sat m, sun e", "", "", "check"),
        ("jamais le mercredi", "mon-tue mnae, thu-fri mnae, sat m, sun e", "", "", "check"),
        ("Je ne peux pas le lundi", "tue-fri mnae, sat m, sun e", "", "", "check"),
        ("tout sauf le mercredi", "mon-tue mnae, thu-fri mnae, sat m, sun e", "", "", "check"),
        ("mardi soir", "tue e", "", "", "sure"),
        ("Mardi soir ou jeudi midi", "tue e, thu n", "", "", "sure"),
        ("mardi soir et jeudi", "tue e, thu mnae", "", "", "check"),
        ("mardi, mercredi et jeudi midi", "tue-thu n", "", "", "sure"),
        ("le soir du lundi au jeudi", "mon-thu e", "", "", "sure"),
        ("du lundi au jeudi, entre 12h et 14h", "mon-thu n", "", "", "sure"),
        ("lun-ven 12h-14h", "mon-fri n", "", "", "sure"),
        ("lundi à vendredi en fin de journée", "mon-fri e", "", "", "sure"),
        ("mardi 18h30 ou jeudi 18h30", "tue e, thu e", "", "", "sure"),
        ("mardi 18h", "tue e", "", "", "check"),
        ("mardi vers 18h", "tue e", "", "", "check"),
        ("mardi (soir), jeudi (midi)", "tue e, thu n", "", "", "sure"),
        ("mardi/jeudi soir", "tue e, thu e", "", "", "sure"),
        ("le soir à partir de 18h", "mon-fri e, sun e", "", "", "sure"),
        ("le soir après 20h", "", "", "", "check"),
        ("pas avant 18h", "mon-fri e, sun e", "", "", "sure"),
        ("jusqu'à 14h", "mon-fri mn, sat m", "", "", "sure"),
        ("avant 10h", "mon-fri m", "", "", "sure"),
        ("6h du soir le mardi", "tue e", "", "", "check"),
        ("le matin", "mon-sat m", "", "", "sure"),
        ("tôt le matin", "mon-fri m", "", "", "sure"),
        ("après-midi", "mon-fri a", "", "", "sure"),
        ("l’après-midi sauf le vendredi", "mon-thu a", "", "", "sure"),
        ("en journée", "mon-fri mna, sat m", "", "", "sure"),
        ("toute la journée le mardi", "tue mnae", "", "", "sure"),
        ("le mardi et le jeudi, midi ou soir", "tue ne, thu ne", "", "", "sure"),
        ("mardi, éventuellement jeudi", "tue mnae, thu mnae", "tue mnae", "", "check"),
        ("mardi soir, jeudi soir si besoin", "tue e, thu e", "tue e", "", "check"),
        ("Je suis disponible le mardi soir et le jeudi soir.", "tue e, thu e", "", "", "sure"),
        ("Le lundi soir me convient, le mardi aussi", "mon e, tue mnae", "", "", "check"),
        ("indisponible le mercredi", "mon-tue mnae, thu-fri mnae, sat m, sun e", "", "", "check"),
        ("lundi non, mardi oui", "tue mnae", "", "", "sure"),
        ("soirée, plutôt mardi", "mon-fri e, sun e", "tue e", "", "sure"),
        ("lundi soir !", "mon e", "", "", "sure"),
        ("lundi soir ! ou mardi soir", "mon-tue e", "mon e", "", "check"),
        ("à voir", "", "", "voir", "not understood"),
        ("ça dépend", "", "", "dépend", "not understood"),
        ("je ne sais pas encore", "", "", "sais", "not understood"),
        ("jamais", "", "", "", "check"),
        ("aucun créneau", "", "", "", "check"),
        ("lundi 25h", "mon mnae", "", "25h", "check"),
        ("Tuesday or Thursday evenings except holidays", "tue e, thu e", "", "except holidays", "check"),
        ("any evening but Monday", "tue-fri e, sun e", "", "", "sure"),
        ("every evening except Mondays", "tue-fri e, sun e", "", "", "sure"),
        ("weekdays after 6pm", "mon-fri e", "", "", "sure"),
        ("weekday lunchtimes", "mon-fri n", "", "", "sure"),
        ("Monday between 12 and 2pm", "mon n", "", "", "sure"),
        ("from 5 to 7 pm on Tuesdays", "tue e", "", "", "sure"),
        ("preferably Thursday", "thu mnae", "thu mnae", "", "check"),
        ("Thursday preferred, Tuesday possible", "tue mnae, thu mnae", "thu mnae", "", "check"),
        ("anytime", "all", "", "", "sure"),
        ("I'm flexible", "all", "", "", "sure"),
        ("not on Fridays", "mon-thu mnae, sat m, sun e", "", "", "check"),
        ("I can't do Wednesdays", "mon-tue mnae, thu-fri mnae, sat m, sun e", "", "", "check"),
        ("Mon to Thu, after 5pm", "mon-thu e", "", "", "sure"),
        ("Mon, Wed, Fri evenings", "mon e, wed e, fri e", "", "", "sure"),
        ("Mornings only", "mon-sat m", "", "", "sure"),
        ("Tuesday & Thursday, 6:30pm", "tue e, thu e", "", "", "sure"),
        ("weekends", "sat m, sun e", "", "", "sure"),
        ("no Mondays please", "tue-fri mnae, sat m, sun e", "", "", "check"),
        ("mercredi et vendredi matin, jamais après 11h", "wed m, fri m", "", "", "sure"),
        ("Le mardi soir de préférence, sinon le jeudi soir", "tue e, thu e", "tue e", "", "check"),
        ("lundi, mardi : soir ; jeudi : midi", "mon-tue e, thu n", "", "", "sure"),
        ("the evening, Monday to Wednesday", "mon-wed e", "", "", "sure"),
        ("Wednesdays around 6pm", "wed e", "", "", "check"),
        ("le soir en semaine et le samedi matin", "mon-fri e, sat m", "", "", "sure"),
        ("mardi soir (de préférence) ou jeudi soir", "tue e, thu e", "tue e", "", "check"),
        ("le mercredi je ne peux pas", "mon-tue mnae, thu-fri mnae, sat m, sun e", "", "", "check"),
        ("soir ou week-end", "mon-fri e, sat m, sun e", "", "", "check"),
        ("any day after 5", "mon-fri e, sun e", "", "", "sure"),
        ("lundi et mardi OK, jeudi impossible", "mon-tue mnae", "", "", "sure"),
        ("en dehors des heures de bureau", "mon-fri e, sun e", "", "", "check"),
        ("Les jeudis midi de 12h à 13h30", "thu n", "", "", "sure"),
        ("Mardi soir, mercredi soir et jeudi soir à partir de 20 h", "tue-wed e", "", "", "check"),
        ("weekday evenings, weekends any time", "mon-fri e, sat m, sun e", "", "", "check"),
        ("pas disponible le soir", "mon-fri mna, sat m", "", "", "check"),
        ("mardi, jeudi si besoin", "tue mnae, thu mnae", "tue mnae", "", "check"),
        ("mardi soir, mais pas trop tard", "tue e", "", "mais pas trop tard", "check"),
        ("sauf le mardi", "mon mnae, wed-fri mnae, sat m, sun e", "", "", "check"),
        ("je travaille le mardi", "tue mnae", "", "travaille", "check"),
    ],
)  # fmt: skip
def test_a_phrase(text: str, possible: str, preferred: str, leftover: str, confidence: str) -> None:
    phrase = read_phrase(text, OFFERED)
    assert phrase.possible == slots(possible)
    assert phrase.preferred == slots(preferred)
    assert (", ".join(phrase.leftover), phrase.confidence) == (leftover, confidence)


def test_a_phrase_is_read_against_the_slots_on_offer() -> None:
    offered = [Slot(1, 17 * 60), Slot(1, 18 * 60), Slot(1, 19 * 60 + 30), Slot(3, 18 * 60)]
    assert read_phrase("mardi soir", offered).possible == {Slot(1, 18 * 60), Slot(1, 19 * 60 + 30)}
    assert read_phrase("mardi 18h", offered).possible == {Slot(1, 18 * 60)}
    assert read_phrase("mardi 18h-19h", offered).possible == {Slot(1, 18 * 60)}
    assert read_phrase("fin de journée", offered).possible == set(offered)
    assert read_phrase("samedi", offered) == Phrase("samedi", frozenset(), frozenset(), (), "check")


def test_a_time_met_only_nearly_is_to_be_checked() -> None:
    near = read_phrase("mardi 18h", [Slot(1, 18 * 60 + 15)])
    assert (near.possible, near.confidence) == ({Slot(1, 18 * 60 + 15)}, "check")
    assert read_phrase("mardi 18h", [Slot(1, 18 * 60 + 45)]).possible == frozenset()


def test_leftover_words_are_quoted_as_they_were_written() -> None:
    assert read_phrase("Mardi SOIR, sauf pendant les Congés d’Été", OFFERED).leftover == (
        "sauf pendant les Congés d’Été",
    )


def test_a_letter_is_no_phrase() -> None:
    letter = "mardi soir " * 100
    assert read_phrase(letter, OFFERED) == Phrase(
        phrase_key(letter), frozenset(), frozenset(), (letter,), "not understood"
    )


def test_writings_of_one_phrase_have_one_key() -> None:
    writings = ["Mardi soir", "mardi  SOIR ", "mardi soir.", "mardi soir !", "MARDI SOIR"]
    assert {phrase_key(text) for text in writings} == {"mardi soir"}
    assert {read_phrase(text, OFFERED).key for text in writings} == {"mardi soir"}


FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PARTS = {
    "m": ("matin", "morning"),
    "n": ("midi", "lunchtime"),
    "a": ("après-midi", "afternoon"),
    "e": ("soir", "evening"),
}
some_days = st.lists(st.integers(0, 4), min_size=1, max_size=5, unique=True)


@given(some_days, st.sampled_from("mnae"), st.sampled_from([" ou ", " et ", ", ", "/", " ou le "]))
def test_days_and_a_part_of_the_day(days: list[int], part: str, joined: str) -> None:
    expected = {Slot(day, TIMES[part]) for day in days}
    french = read_phrase(f"le {joined.join(FRENCH[day] for day in days)} {PARTS[part][0]}", OFFERED)
    assert (french.possible, french.preferred, french.confidence) == (expected, frozenset(), "sure")
    english = read_phrase(f"{' or '.join(ENGLISH[day] for day in days)} {PARTS[part][1]}s", OFFERED)
    assert (english.possible, english.confidence) == (expected, "sure")


@given(some_days, st.sampled_from("mnae"))
def test_every_day_but_some(days: list[int], part: str) -> None:
    expected = {slot for slot in OFFERED if letter(slot) == part and slot.day not in days}
    everything = {slot for slot in OFFERED if slot.day not in days}
    listed = " et le ".join(FRENCH[day] for day in days)
    assert read_phrase(f"tous les {PARTS[part][0]}s sauf le {listed}", OFFERED).possible == expected
    assert read_phrase(f"pas le {listed}", OFFERED).possible == everything
    english = " or ".join(f"{ENGLISH[day]}s" for day in days)
    assert read_phrase(f"every {PARTS[part][1]} except {english}", OFFERED).possible == expected


@given(some_days, st.integers(0, 4))
def test_a_preference_among_days(days: list[int], liked: int) -> None:
    phrase = read_phrase(
        f"{', '.join(FRENCH[day] for day in days)}, de préférence le {FRENCH[liked]}", OFFERED
    )
    there = {slot for slot in OFFERED if slot.day == liked}
    assert phrase.preferred == there
    assert phrase.possible == {slot for slot in OFFERED if slot.day in days} | there
    assert phrase.confidence == ("sure" if liked in days else "check")


@given(st.integers(0, 22).flatmap(lambda low: st.tuples(st.just(low), st.integers(low + 1, 23))))
def test_between_two_hours(hours: tuple[int, int]) -> None:
    low, high = hours
    expected = {slot for slot in OFFERED if low * 60 <= slot.minute < high * 60}
    assert read_phrase(f"entre {low}h et {high}h", OFFERED).possible == expected
    assert read_phrase(f"from {low}:00 to {high}:00", OFFERED).possible == expected
    assert read_phrase(f"{low}h-{high}h", OFFERED).possible == expected


WORDS = (
    "mardi|jeudi|lundi|soir|midi|matin|sauf|pas|de|préférence|plutôt|le|les|et|ou|,|;|.|(|)|!|18h|12h30|25h|14|entre"
    "|après|avant|à|au|semaine|week-end|vacances|tous|éventuellement|si|besoin|non|mais|but|any|Tuesday|6pm|œuf|ß|ﬁn|…"
)
pieces = st.sampled_from(WORDS.split("|"))


@given(
    st.lists(pieces, max_size=12).map(" ".join) | st.text(max_size=60),
    st.sets(st.sampled_from(sorted(OFFERED))),
)
def test_whatever_is_written(text: str, offered: set[Slot]) -> None:
    phrase = read_phrase(text, offered)
    assert phrase.preferred <= phrase.possible <= offered
    assert all(words and words in unicodedata.normalize("NFC", clean(text)) for words in phrase.leftover)
    assert phrase.confidence != "sure" or (phrase.possible and not phrase.leftover)
    assert phrase.confidence != "not understood" or not phrase.possible
    assert phrase_key(phrase.key) == phrase.key == phrase_key(f"  {text} ")


@given(st.lists(pieces.filter(str.isascii), min_size=1, max_size=8).map(" ".join))
def test_case_and_spaces_change_nothing(text: str) -> None:
    one, other = (
        read_phrase(text, OFFERED),
        read_phrase(f" {text.upper().replace(' ', chr(0x202F))} ", OFFERED),
    )
    assert (one.key, one.possible, one.preferred) == (other.key, other.possible, other.preferred)
