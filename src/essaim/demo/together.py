"""What both stories looked at together: the company's finished FFOM, the collective's first cards."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.db.models import Model
from django.utils import translation

from essaim.communities.models import Community, Membership
from essaim.diagnosis.models import (
    Board,
    Card,
    Closing,
    Comment,
    Merging,
    Participant,
    Phase,
    PhaseChange,
    Quadrant,
    Vote,
)
from essaim.people.models import Person
from essaim.surveys.queries.findings import findings_of

from . import collective, network
from .founding import weeks_ago

CODE, OPEN_CODE = "27410863", "63092471"
TOOK_PART = 31
MINUTES = ((Phase.WRITE, 0), (Phase.READ, 14), (Phase.MERGE, 22), (Phase.VOTE, 31), (Phase.READ_OUT, 36))
# What stood on the board, with the weight each card had when people voted.
FOUND = {
    Quadrant.STRENGTHS: (
        ("On s’entraide spontanément entre assistantes, même d’un site à l’autre", 15),
        ("Nous connaissons la maison et ses circuits mieux que personne", 9),
        ("Une équipe de pilotage volontaire et motivée", 5),
        ("La confidentialité : on sait qu’on peut nous parler", 4),
        ("Des outils maîtrisés : agendas, voyages, comptes rendus", 2),
        ("Spontanément, on s’entraide d’un site à l’autre", 6),
    ),
    Quadrant.WEAKNESSES: (
        ("Pas de temps reconnu pour le réseau : on y vient entre deux urgences", 13),
        ("Le métier est mal connu, et parfois peu reconnu", 10),
        ("Chaque site a ses pratiques, rien n’est mutualisé", 8),
        ("On ne se connaît pas d’un site à l’autre", 4),
        ("Les nouvelles arrivées ne savent pas à qui poser leurs questions", 5),
        ("Rien n’est mutualisé : chaque site refait les mêmes modèles", 3),
    ),
    Quadrant.OPPORTUNITIES: (
        ("Le projet de transformation du groupe cherche des relais sur le terrain", 9),
        ("Les nouveaux outils d’IA : se former ensemble avant les autres", 8),
        ("Une direction qui demande à quoi ressemblera notre métier dans cinq ans", 5),
        ("La formation interne peut ouvrir ses salles et ses formatrices", 2),
        ("Les talents de chacune restent à faire connaître : langues, événements, rédaction", 6),
        ("D’autres entreprises ont un réseau d’assistantes : aller les voir", 2),
    ),
    Quadrant.THREATS: (
        ("L’automatisation des tâches, et des postes qui ne sont pas remplacés", 11),
        ("Un réseau de plus : l’essoufflement après le premier élan", 9),
        ("Des responsables qui n’accordent pas l’heure promise", 8),
        ("Jalousies et tensions si le réseau paraît réservé à quelques-unes", 5),
        ("Le télétravail : on se croise de moins en moins", 3),
    ),
}
PINNED = "La reconnaissance du métier compte beaucoup, et satisfait peu"
SAME = (
    ("Spontanément, on s’entraide d’un site à l’autre", "On s’entraide spontanément entre assistantes"),
    ("Rien n’est mutualisé : chaque site refait", "Chaque site a ses pratiques"),
)
SAID = {
    "Pas de temps reconnu": (
        "Une heure tous les quinze jours suffirait, si elle est dans l’agenda.",
        "À Lyon notre responsable l’a acceptée.",
    ),
    "Les nouveaux outils d’IA": ("Commencer par les comptes rendus.",),
}
BEGUN = (
    (Quadrant.STRENGTHS, "La bienveillance : on ose dire où l’on en est"),
    (Quadrant.STRENGTHS, "Des anciens qui reviennent témoigner"),
    (Quadrant.STRENGTHS, "On ose dire où l’on en est, dans la bienveillance"),
    (Quadrant.WEAKNESSES, "Des absences prévenues au dernier moment"),
    (Quadrant.OPPORTUNITIES, "Des entreprises prêtes à nous recevoir"),
    (Quadrant.THREATS, "La recherche d’emploi passe avant tout, et c’est normal"),
)


def looked(community: Community) -> Board:
    """A board of the company's network, five weeks ago: 24 cards, two merged, voted on, closed and kept."""
    random = Random(24)
    pilot = Person.objects.get(email=network.PILOT)
    board = Board.objects.create(
        community=community,
        by=pilot,
        title="FFOM du réseau",
        code=CODE,
        names={Quadrant.WEAKNESSES.value: "Freins"},
        phase=Phase.READ_OUT,
    )
    people = _people(board, random, TOOK_PART)
    cards = _cards(board, pilot, people, random)
    _votes(board, cards, people, random)
    _led(board, pilot)
    return board


def _people(board: Board, random: Random, count: int) -> list[Participant]:
    """Most are known; some came with the code alone."""
    present = Membership.objects.present().filter(community=board.community).order_by("pk")
    known = random.sample(list(present), count - 6)
    rows = [Participant(board=board, person_id=each.person_id) for each in known]
    return Participant.objects.bulk_create(rows + [Participant(board=board) for _ in range(6)])


def _cards(board: Board, pilot: Person, people: list[Participant], random: Random) -> list[Card]:
    told = [(quadrant, text) for quadrant, each in FOUND.items() for text, _ in each]
    order = random.sample(told, len(told))
    rows = [Card(board=board, quadrant=q, text=text, participant=random.choice(people)) for q, text in order]
    with translation.override("fr"):
        found = findings_of(board.community, pilot)
    finding = next((one for one in found if one.key.endswith("needs.recognition")), None)
    if finding:
        source = {"finding": finding.key, "sentence": finding.sentence, "address": finding.address}
        rows.append(Card(board=board, quadrant=Quadrant.OPPORTUNITIES, text=PINNED, source=source))
    cards = Card.objects.bulk_create(rows)
    for one, other in SAME:
        Merging.objects.create(card=_of(cards, one), into=_of(cards, other))
    for text, comments in SAID.items():
        said = [Comment(card=_of(cards, text), participant=random.choice(people), text=c) for c in comments]
        Comment.objects.bulk_create(said)
    return cards


def _of(cards: list[Card], beginning: str) -> Card:
    return next(card for card in cards if card.text.startswith(beginning))


def _votes(board: Board, cards: list[Card], people: list[Participant], random: Random) -> None:
    """Each gave up to three votes, to cards drawn by their weight, no card twice."""
    weights = {text: weight for each in FOUND.values() for text, weight in each} | {PINNED: 7}
    for participant in people:
        chosen: dict[int, Card] = {}
        while len(chosen) < board.votes_each:
            card = random.choices(cards, [weights[each.text] for each in cards])[0]
            chosen[card.pk] = card
        Vote.objects.bulk_create(Vote(card=card, participant=participant) for card in chosen.values())


def _led(board: Board, pilot: Person) -> None:
    """The three quarters of an hour it took, five weeks ago."""
    began = weeks_ago(5)
    for phase, minute in MINUTES:
        change = PhaseChange.objects.create(board=board, by=pilot, phase=phase)
        _dated(change, began + timedelta(minutes=minute))
    _dated(Closing.objects.create(board=board, by=pilot), began + timedelta(minutes=47))
    Card.objects.filter(board=board).update(created_at=began + timedelta(minutes=9))
    _dated(board, began - timedelta(minutes=2))


def _dated(row: Model, at: object) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(created_at=at)


def looking(community: Community) -> Board:
    """The collective is writing its first cards."""
    pilot = Person.objects.get(email=collective.PILOT)
    board = Board.objects.create(
        community=community, by=pilot, title="Où en est le collectif", code=OPEN_CODE
    )
    PhaseChange.objects.create(board=board, by=pilot, phase=Phase.WRITE)
    people = Participant.objects.bulk_create(Participant(board=board) for _ in range(4))
    Card.objects.bulk_create(
        Card(board=board, quadrant=quadrant, text=text, participant=people[number % 4])
        for number, (quadrant, text) in enumerate(BEGUN)
    )
    return board
