"""Charts of a survey that nobody answered, for the living page of components."""

from __future__ import annotations

from .charts import (
    Bar,
    Chart,
    Graded,
    Key,
    Point,
    Range,
    Series,
    Spread,
    bars,
    intervals,
    line,
    points,
    scale,
)

GRADES = (
    "Pas du tout d’accord",
    "Plutôt pas d’accord",
    "Ni l’un ni l’autre",
    "Plutôt d’accord",
    "Tout à fait d’accord",
)
NEEDS = (
    ("Savoir à qui demander", 4.6, 2.1), ("Du temps protégé pour apprendre", 4.4, 1.9),
    ("Rencontrer les autres sites", 4.1, 2.3), ("Des outils partagés", 4.0, 2.6),
    ("Être reconnu pour l’entraide", 4.2, 2.2), ("Un accueil des nouveaux", 3.9, 4.1),
    ("Des rencontres régulières", 4.3, 3.9), ("Un annuaire des savoir-faire", 3.4, 2.4),
    ("Des formations certifiantes", 2.4, 2.2), ("Un journal interne", 1.9, 3.6),
    ("Des événements en soirée", 1.6, 2.9), ("Un espace de discussion en ligne", 2.7, 3.3),
)  # fmt: skip


def charts() -> dict[str, Chart]:
    return {
        "bars": _bars(),
        "scale": _scale(),
        "points": _points(),
        "intervals": _intervals(),
        "line": _line(),
    }


def _bars() -> Chart:
    told = ((0.62, 0.52, 0.71), (0.48, 0.38, 0.58), (0.31, 0.23, 0.41), (0.17, 0.11, 0.26))
    names = (
        "Le manque de temps",
        "Ne pas savoir qui sait quoi, ni à qui l’on peut demander sans déranger",
        "La distance entre les sites",
        "Autres (Brest, Lille)",
    )
    people = ("59", "46", "29", "16")
    rows = [
        Bar(
            name,
            part,
            f"{part * 100:.0f}\u202f% · {n}",
            low,
            high,
            "first" if k == 0 else "others" if k == 3 else "",
        )
        for k, (name, (part, low, high), n) in enumerate(zip(names, told, people, strict=True))
    ]
    return bars(
        "Qu’est-ce qui vous freine ?",
        rows,
        sentence="Le manque de temps vient en premier : 59 personnes sur 95.",
        head=("Réponse", "Part et personnes"),
        keys=(
            Key("chart__bar chart__bar--first", "la plus choisie"),
            Key("chart__bar chart__bar--others", "petits groupes réunis"),
        ),
        note="Le trait montre entre quelles valeurs se trouve la part, à 95 %.",
    )


def _scale() -> Chart:
    return scale(
        "Êtes-vous d’accord ?",
        [
            Graded("Je sais à qui demander quand je suis bloqué", (21, 30, 14, 19, 9), aside=2),
            Graded("Je me sens à ma place ici", (3, 8, 17, 41, 26)),
            Graded("Ce que je propose est entendu", (9, 14, 30, 31, 8), aside=3),
            Graded("J’ai le temps d’aider les autres", (34, 29, 12, 15, 5)),
        ],
        GRADES,
        sentence="On se sent à sa place, mais le temps manque.",
    )


def _points() -> Chart:
    return points(
        "Ce qui compte et ce qui marche",
        [Point(name, works, matters, (_comma(matters), _comma(works))) for name, matters, works in NEEDS],
        low=1,
        high=5,
        middle=3,
        across="Satisfaction",
        upwards="Importance",
        corners={
            "top-left": "À traiter d’abord", "top-right": "À garder",
            "bottom-left": "À surveiller", "bottom-right": "Bien assez",
        },
        sentence="Six besoins comptent beaucoup et ne sont pas satisfaits.",
        head=("Besoin", "Importance", "Satisfaction"),
    )  # fmt: skip


def _intervals() -> Chart:
    rows = [
        Spread("Je sais à qui demander", (_range(2.6, 2.4, 2.9), _range(3.4, 3.1, 3.7)), "+0,8 (0,4 à 1,2)"),
        Spread(
            "Je me sens à ma place ici", (_range(3.8, 3.6, 4.0), _range(3.9, 3.7, 4.1)), "+0,1 (−0,2 à 0,4)"
        ),
        Spread(
            "J’ai le temps d’aider les autres",
            (_range(2.2, 2.0, 2.4), _range(2.0, 1.7, 2.3)),
            "−0,2 (−0,6 à 0,2)",
        ),
    ]
    return intervals(
        "Un an après",
        rows,
        ("mars 2025, 95 personnes", "mars 2026, 81 personnes"),
        low=1,
        high=5,
        ticks=((1, "pas du tout"), (3, "3"), (5, "tout à fait")),
        sentence="On sait mieux à qui demander ; le reste n’a pas bougé nettement.",
        head=("", "mars 2025", "mars 2026", "Écart"),
        note="Le trait montre entre quelles valeurs se trouve la moyenne, à 95 %.",
    )


def _range(value: float, low: float, high: float) -> Range:
    said = [_comma(number) for number in (value, low, high)]
    return Range(value, low, high, f"{said[0]} ({said[1]} à {said[2]})", said[0])


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _line() -> Chart:
    invited: list[float | None] = [4, 11, 19, 38, 52, 61, 79, 96]
    answered: list[float | None] = [None, 4, 9, 21, 33, None, 58, 71]
    return line(
        "Réponses reçues",
        ("1er mars", "3 mars", "5 mars", "7 mars", "9 mars", "11 mars", "13 mars", "15 mars"),
        (
            Series("ont ouvert le lien", invited, [f"{n:.0f}" for n in invited if n is not None]),
            Series("ont répondu", answered, ["" if n is None else f"{n:.0f}" for n in answered]),
        ),
        low=0,
        high=100,
        ticks=((0, "0"), (50, "50"), (100, "100")),
        sentence="71 réponses en deux semaines.",
    )
