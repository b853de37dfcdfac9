"""What the company’s network drew from its FFOM: four strategies, graded by some, read out in 80 hours."""

from __future__ import annotations

from random import Random

from essaim.communities.models import Community, Membership
from essaim.diagnosis.actions.ranking import give_hours, grade, read_out
from essaim.diagnosis.actions.strategies import write_strategy
from essaim.diagnosis.models import Board, Card, Grade, Ranking, Strategy
from essaim.people.models import Person

from . import network
from .founding import weeks_ago

GRADED, HOURS = 19, 80
# What, its hours, the beginnings of its cards, how many of ten gave each grade (from "to reject"), and of how
# many in ten nothing is known.
DRAWN = (
    (
        "Faire de l’entraide un accueil : chaque nouvelle a une collègue d’un autre site",
        35,
        ("On s’entraide spontanément", "Le télétravail"),
        (0, 0, 1, 2, 4, 3),
        0,
    ),
    (
        "Se former ensemble aux outils d’IA, en partant de nos modèles et de nos comptes rendus",
        60,
        ("Des outils maîtrisés", "Les nouveaux outils d’IA"),
        (0, 1, 1, 3, 3, 2),
        1,
    ),
    (
        "Proposer notre relais au projet de transformation contre une heure reconnue tous les quinze jours",
        30,
        ("Pas de temps reconnu", "Le projet de transformation", "Des responsables qui n’accordent pas"),
        (1, 1, 2, 3, 2, 1),
        1,
    ),
    (
        "Tourner à trois sur le pilotage, pour que l’élan dure",
        None,
        ("Une équipe de pilotage", "Un réseau de plus"),
        (0, 2, 3, 3, 1, 0),
        2,
    ),
)
WELCOME, LEARN = (what for what, *_ in DRAWN[:2])


def weighed(community: Community, board: Board) -> list[Strategy]:
    """Written two days after the board, graded within the week, read out by the pilot."""
    pilot = Person.objects.get(email=network.PILOT)
    told = [
        write_strategy(
            actor=pilot,
            community=community,
            text=text,
            hours=hours,
            cards=[_card(board, beginning) for beginning in beginnings],
        )
        for text, hours, beginnings, *_ in DRAWN
    ]
    _graded(community, told)
    read_out(actor=pilot, community=community)
    give_hours(actor=pilot, community=community, hours=HOURS)
    _dated(community)
    return told


def _graded(community: Community, told: list[Strategy]) -> None:
    random = Random(19)
    present = Membership.objects.present().filter(community=community, roles__role="member")
    for membership in random.sample(list(present.order_by("pk")), GRADED):
        values = {
            strategy.pk: random.choices(range(6), weights)[0]
            for strategy, (*_, weights, silent) in zip(told, DRAWN, strict=True)
            if random.randrange(10) >= silent
        }
        grade(actor=membership.person, membership=membership, values=values)


def _dated(community: Community) -> None:
    Strategy.objects.filter(community=community).update(created_at=weeks_ago(5))
    Grade.objects.filter(strategy__community=community).update(created_at=weeks_ago(4))
    Ranking.objects.filter(community=community).update(created_at=weeks_ago(4))


def _card(board: Board, beginning: str) -> Card:
    return board.cards.get(text__startswith=beginning)
