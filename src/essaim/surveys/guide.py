"""The guide of an interview: eight questions in four moments, ours, to be asked in this order or not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the guide, and what helps to go further once it is answered."""

    key: str
    words: Promise | str
    further: Promise | str


@dataclass(frozen=True, slots=True)
class Moment:
    name: Promise | str
    about: Promise | str
    questions: tuple[Asked, ...]


GUIDE = (
    Moment(
        _("surveys", "Arriving"),
        _("surveys", "five minutes, to know who speaks"),
        (
            Asked(
                "now",
                _("surveys", "What are you busy with these days, and what place does it leave for others?"),
                _("surveys", "A typical week; what weighs, what carries."),
            ),
            Asked(
                "link",
                _("surveys", "What brought you here, or keeps you at the door?"),
                _("surveys", "The first time; somebody; a hope or a doubt."),
            ),
        ),
    ),
    Moment(
        _("surveys", "What happened"),
        _("surveys", "ten minutes, facts before opinions"),
        (
            Asked(
                "helped",
                _("surveys", "Tell of a time when others helped you to move forward. What did they do?"),
                _("surveys", "Who, where, what exactly; what changed afterwards."),
            ),
            Asked(
                "alone",
                _("surveys", "And of a time when you were left alone with a difficulty. What was missing?"),
                _("surveys", "What you tried; whom you did not dare to ask."),
            ),
        ),
    ),
    Moment(
        _("surveys", "What is needed"),
        _("surveys", "ten minutes, the heart of it"),
        (
            Asked(
                "need",
                _(
                    "surveys",
                    "If this community could settle one thing for you this year, which one?",
                ),
                _("surveys", "How you would notice it; what happens if nothing is done."),
            ),
            Asked(
                "condition",
                _("surveys", "What would it take for you to come, and to come back?"),
                _("surveys", "Time, place, people, tone; what would make you stop."),
            ),
        ),
    ),
    Moment(
        _("surveys", "What is offered"),
        _("surveys", "five minutes, to leave with something"),
        (
            Asked(
                "gift",
                _("surveys", "What could you bring to others, even something small?"),
                _("surveys", "What people already ask you for; what you would enjoy."),
            ),
            Asked(
                "unasked",
                _("surveys", "What did I not ask that I should know, and whom else should I hear?"),
                _("surveys", "Leave a silence here; thank them; say what happens next."),
            ),
        ),
    ),
)
QUESTIONS = {question.key: question for moment in GUIDE for question in moment.questions}
