"""What the company's network decided after its FFOM, half way: each action from the cards it answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from essaim.communities.models import Community, Membership
from essaim.diagnosis.actions.plan import decide, go_on
from essaim.diagnosis.actions.telling import publish
from essaim.diagnosis.models import Action, Board, Card, State, Strategy
from essaim.people.models import Person

from . import network, weighing
from .founding import weeks_ago

# What, its first step, how it shows, days from today, the beginnings of its cards, and how it went on.
DECIDED = (
    (
        "Former des groupes de dix, à heure fixe",
        "Demander à chacune ses créneaux possibles",
        "Quatorze groupes se sont réunis deux fois",
        -21,
        ("On s’entraide", "On ne se connaît pas"),
        ((State.UNDER_WAY, ""), (State.DONE, "Les quatorze groupes se réunissent.")),
    ),
    (
        "Faire reconnaître une heure toutes les deux semaines",
        "Présenter le réseau au comité de direction",
        "L’heure figure dans une note de la direction",
        -7,
        ("Pas de temps reconnu", "Des responsables qui n’accordent pas"),
        ((State.UNDER_WAY, ""), (State.DONE, "La note est partie le mois dernier.")),
    ),
    (
        "Associer chaque nouvelle arrivée à une collègue",
        "Dresser la liste des arrivées de l’année",
        "Chaque nouvelle a rencontré sa collègue dans le mois",
        -3,
        ("Les nouvelles arrivées",),
        ((State.DONE, "Six binômes, tous se sont vus."),),
    ),
    (
        "Ouvrir une boîte à outils commune",
        "Choisir cinq modèles à partager d’abord",
        "Vingt modèles, rangés, utilisés sur trois sites",
        18,
        ("Chaque site a ses pratiques",),
        ((State.UNDER_WAY, "Douze modèles sont déjà là."),),
    ),
    (
        "Se former ensemble aux outils d’intelligence artificielle",
        "Trouver une collègue qui les utilise déjà",
        "Une séance dans chaque groupe",
        40,
        ("Les nouveaux outils d’IA",),
        ((State.UNDER_WAY, ""),),
    ),
    (
        "Écrire un guide du métier avec celles qui le font",
        "Relire les fiches de poste actuelles",
        "Le guide est remis à chaque nouvelle",
        75,
        ("Le métier est mal connu", "La reconnaissance du métier"),
        (),
    ),
    (
        "Visiter un réseau d’une autre entreprise",
        "Écrire à deux réseaux que nous connaissons",
        "",
        None,
        ("D’autres entreprises",),
        ((State.GIVEN_UP, "Personne n’avait le temps cette saison. À proposer de nouveau."),),
    ),
)

OF_STRATEGY = {
    "Associer chaque nouvelle arrivée à une collègue": weighing.WELCOME,
    "Se former ensemble aux outils d’intelligence artificielle": weighing.LEARN,
}


def planned(community: Community, board: Board, strategies: Iterable[Strategy] = ()) -> list[Action]:
    """Seven actions, decided a week after the board, and the page that says what became of them."""
    ways = {one.text: one for one in strategies}
    pilot = Person.objects.get(email=network.PILOT)
    present = Membership.objects.present().filter(community=community, roles__role="facilitator")
    owners = list(present.order_by("pk")[: len(DECIDED)])
    today = timezone.now().astimezone(community.zone).date()
    told = []
    for (what, step, measure, days, beginnings, went), owner in zip(DECIDED, owners, strict=True):
        due = None if days is None else today + timedelta(days=days)
        cards = [_card(board, beginning) for beginning in beginnings]
        action = decide(
            actor=pilot,
            community=community,
            what=what,
            first_step=step,
            measure=measure,
            owner=owner,
            due=due,
            cards=cards,
            strategy=ways.get(OF_STRATEGY.get(what, "")),
        )
        for state, note in went:
            go_on(actor=pilot, action=action, state=state, note=note)
        told.append(action)
    Action.objects.filter(pk__in=[one.pk for one in told]).update(created_at=weeks_ago(4))
    publish(actor=pilot, community=community)
    return told


def _card(board: Board, beginning: str) -> Card:
    return board.cards.get(text__startswith=beginning)
