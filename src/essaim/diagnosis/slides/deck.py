"""The slides of one community, from what it may show and what was wished for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.utils.translation import npgettext, pgettext

from essaim.core.slides import Box, Boxes, Deck, Item, Opening, Points, Rows, Slide
from essaim.core.words import counted, locale
from essaim.surveys.models import Report
from essaim.surveys.showing.slides import Told, charts, standing_out, who_answered

from ..models import Action, Board, Quadrant, State, Strategy
from ..queries.boards import figures_of
from ..queries.cards import Shown, boxes_of
from ..queries.plan import Row, actions_of, is_late, rows_of, today_in
from ..queries.ranking import Ranked
from ..queries.slides import Material
from .parts import Part

LOOKS = {
    Quadrant.STRENGTHS: "mossy",
    Quadrant.WEAKNESSES: "clayey",
    Quadrant.OPPORTUNITIES: "comb",
    Quadrant.THREATS: "lavendery",
}
WIDTHS, WIDTHS_NAMED = (58, 20, 22), (44, 20, 17, 19)
MOST_ACTIONS = 60
"""Ten slides of a table: whoever wants more reads the plan itself."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the slides are to show. `names`: the first names of those who look after actions."""

    parts: Collection[str]
    language: str
    report: Report | None = None
    board: Board | None = None
    names: bool = False


def deck_of(material: Material, wish: Wish) -> Deck:
    """To be called while the language of the slides is spoken, in the time zone of the community."""
    community = material.community
    day = today_in(community)
    foot = pgettext("diagnosis", "%(community)s · %(day)s") % {
        "community": community.name,
        "day": written(day),
    }
    title = pgettext("diagnosis", "What we heard, and what we do about it")
    slides: list[Slide] = [Opening(community.name, [title, written(day)])]
    for part in Part:
        if part in wish.parts:
            slides += SAID[part](material, wish)
    return Deck(title, community.name, foot, wish.language, [*slides, what_we_ask()])


def written(day: date) -> str:
    """ "25 novembre 2026"."""
    return format_date(day, "d MMMM y", locale=locale())


def _answered(material: Material, wish: Wish) -> Iterator[Slide]:
    if wish.report:
        yield who_answered(_told(material, wish.report))


def _findings(material: Material, wish: Wish) -> Iterator[Slide]:
    if wish.report:
        told = _told(material, wish.report)
        first = standing_out(told)
        if first.items:
            yield first
        yield from charts(told)


def _told(material: Material, report: Report) -> Told:
    return Told.of(report, next(iter(material.community.languages), ""))


def _board(material: Material, wish: Wish) -> Iterator[Slide]:
    if wish.board:
        figures = figures_of(wish.board)
        took = npgettext("diagnosis", "%(n)s person took part", "%(n)s people took part", figures.people)
        boxes = [
            Box(box.name, [_card(card) for card in box.cards], LOOKS[Quadrant(box.quadrant)])
            for box in boxes_of(wish.board, ranked=True)
        ]
        yield Boxes(wish.board.title, boxes, notes=took % {"n": counted(figures.people)})


def _card(card: Shown) -> Item:
    votes = npgettext("diagnosis", "%(n)s vote", "%(n)s votes", card.votes) % {"n": counted(card.votes)}
    return Item(card.text, tail=votes if card.votes else "")


def _strategies(material: Material, wish: Wish) -> Iterator[Slide]:
    items = [Item(one.text, _said_of(one, material.ranked.get(one.pk))) for one in material.strategies]
    sentence = pgettext("diagnosis", "In the order that people’s grades give them.")
    title = pgettext("diagnosis", "The strategies")
    yield Points(title, items, sentence=sentence if material.ranked else "")


def _said_of(one: Strategy, ranked: Ranked | None) -> str:
    hours = one.hours or 0
    about = npgettext("diagnosis", "about %(n)s hour", "about %(n)s hours", hours) % {"n": counted(hours)}
    return " · ".join(filter(None, (ranked.word if ranked else "", about if hours else "")))


def _plan(material: Material, wish: Wish) -> Iterator[Slide]:
    actions = list(actions_of(material.community)[:MOST_ACTIONS])
    today = today_in(material.community)
    rows = [[action.what, *_who(action, wish), _due(action), _where(action, today)] for action in actions]
    who = [pgettext("diagnosis", "Who looks after it")] if wish.names else []
    head = [
        pgettext("diagnosis", "What will be done"),
        *who,
        pgettext("diagnosis", "For when"),
        pgettext("diagnosis", "Where it is"),
    ]
    left = material.standing.total - len(actions)
    if left > 0:
        rows.append([_and_more(left), *([""] * (len(head) - 1))])
    yield Rows(pgettext("diagnosis", "The plan"), head, rows, WIDTHS_NAMED if wish.names else WIDTHS)


def _and_more(left: int) -> str:
    words = npgettext("diagnosis", "and %(n)s more action", "and %(n)s more actions", left)
    return words % {"n": counted(left)}


def _who(action: Action, wish: Wish) -> list[str]:
    if not wish.names:
        return []
    person = action.owner.person if action.owner else None
    return [person.called if person and person.is_active else pgettext("diagnosis", "Nobody yet")]


def _due(action: Action) -> str:
    if action.due is None:
        return pgettext("diagnosis", "No date yet")
    return format_date(action.due, "d MMM y", locale=locale())


def _where(action: Action, today: date) -> str:
    late = pgettext("diagnosis", ", late") if is_late(action, today) else ""
    return f"{action.get_state_display()}{late}"


def _became(material: Material, wish: Wish) -> Iterator[Slide]:
    done = list(actions_of(material.community, state=State.DONE)[:MOST_ACTIONS])
    total = material.standing.total
    words = pgettext("diagnosis", "Actions decided: %(total)s. Done: %(done)s.")
    items = [Item(row.action.what, _sign(row)) for row in rows_of(material.community, done)]
    sentence = words % {"done": counted(material.standing.done), "total": counted(total)}
    yield Points(pgettext("diagnosis", "What became of what was said"), items, sentence=sentence)


def _sign(row: Row) -> str:
    """How one knows that it is done, what was said of it last, and how many people stand behind it."""
    voices = row.chain.voices
    said = [
        pgettext("diagnosis", "How it shows: %(measure)s") % {"measure": row.action.measure}
        if row.action.measure
        else "",
        row.note,
        npgettext("diagnosis", "%(n)s voice", "%(n)s voices", voices) % {"n": counted(voices)}
        if voices
        else "",
    ]
    return " · ".join(each for each in said if each)


def what_we_ask() -> Points:
    """The last slide, for the pilots to fill."""
    prompts = [
        pgettext("diagnosis", "The decision we need: …"),
        pgettext("diagnosis", "Time, a place, a budget: how much, and from when: …"),
        pgettext("diagnosis", "From whom, and by which day: …"),
        pgettext("diagnosis", "What it will change for members: …"),
        pgettext("diagnosis", "When we come back to say what became of it: …"),
    ]
    return Points(
        pgettext("diagnosis", "What we ask"),
        [Item(prompt) for prompt in prompts],
        notes=pgettext("diagnosis", "To fill in before presenting. Take away what you do not need."),
    )


SAID: dict[Part, Callable[[Material, Wish], Iterator[Slide]]] = {
    Part.ANSWERED: _answered,
    Part.FINDINGS: _findings,
    Part.BOARD: _board,
    Part.STRATEGIES: _strategies,
    Part.PLAN: _plan,
    Part.BECAME: _became,
}
