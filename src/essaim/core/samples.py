"""People who do not exist, for the living page of components."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from .places import Step
from .sample_charts import charts

NAMES = (
    "Sonia Meyer", "Amel Bakri", "Camille Leroy", "Dimitri Kaya", "Élise Vasseur", "François Roy",
    "Gaëlle Henry", "Inès Joly", "Louise Petit", "Marc Oudin", "Nadia Perret", "Quentin Rey",
    "Simone Texier", "Ulysse Vidal",
)  # fmt: skip
SLOTS = [(0, 750), (1, 750), (1, 1110), (2, 750), (3, 750), (3, 1200), (4, 750)]
NAMES_OF_CIRCLES = ("Les Passerelles", "Le Gué", "Les Éclaireuses", "La Boussole", "Les Sentiers", "L’Escale")


def seat(number: int, part: str = "member", **more: Any) -> dict[str, Any]:
    name = NAMES[number % len(NAMES)]
    initials = "".join(word[0] for word in name.split())
    return {"id": number, "name": name, "initials": initials, "part": part, "tone": number % 6, **more}


def ring_of(
    people: int, empty: int = 0, *, led: str = "facilitator", **marks: dict[str, Any]
) -> list[dict[str, Any]]:
    """Seats of `people` of whom the first leads; `marks` are by number, as `s3={"locked": True}`."""
    seats = [seat(0, led)] if led != "wanted" else [{"part": "wanted"}, seat(0)]
    seats += [seat(k) for k in range(1, people)]
    for key, more in marks.items():
        next(s for s in seats if s.get("id") == int(key[1:])).update(more)
    return seats + [{"part": "empty"}] * empty


def board() -> list[dict[str, Any]]:
    """Slots of one circle and of several: ready, to confirm, without a facilitator, one being moved."""
    passerelles = _circle(
        "Les Passerelles", ring_of(9, 2), "Sonia M. anime. 5 métiers, personne ne se connaît."
    )
    gue = _circle("Le Gué", ring_of(8, 2, s4={"to_confirm": True}), "Karim D. anime. 1 à confirmer.")
    eclaireuses = _circle("Les Éclaireuses", ring_of(8, 2), "Julie P. anime. Toutes en début de bilan.")
    moved = ring_of(9, 1, s3={"locked": True}, s5={"state": "moving"}, s7={"state": "broken"})
    boussole = _circle("La Boussole", moved, "Inès et Marc ne doivent pas se croiser.", "moving")
    sentiers = _circle(
        "Les Sentiers", ring_of(7, 1, led="wanted"), "Six personnes pourraient animer.", "care"
    )
    return [
        {"slot": (1, 1110), "note": "2 cercles, 17 personnes", "circles": [passerelles, gue]},
        {"slot": (2, 750), "note": "1 cercle, 8 personnes", "circles": [eclaireuses]},
        {"slot": (3, 1200), "note": "2 cercles, 16 personnes", "circles": [boussole, sentiers]},
    ]


def _circle(name: str, seats: list[dict[str, Any]], reason: str, state: str = "") -> dict[str, Any]:
    return {"name": name, "seats": seats, "reason": reason, "state": state, "note": "Visio · français"}


class Form(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label="Nom de la communauté", help_text="Celui que les gens emploient.", initial="En chemin"
    )
    email = forms.EmailField(label="Adresse e-mail")
    language = forms.ChoiceField(
        label="Langue", choices=[("fr", "Français"), ("en", "English")], widget=forms.RadioSelect
    )
    size = forms.ChoiceField(
        label="Taille des cercles",
        choices=[("a", "4 cercles de 10 à 11"), ("b", "5 cercles de 8 à 9")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Jours possibles",
        choices=[("0", "lundi"), ("1", "mardi"), ("2", "mercredi"), ("3", "jeudi")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    site = forms.ChoiceField(label="Site", choices=[("l", "Lyon"), ("p", "Paris")], required=False)
    first = forms.DateField(label="Première rencontre", widget=forms.DateInput(attrs={"type": "date"}))
    message = forms.CharField(label="Message", widget=forms.Textarea, required=False)
    listed = forms.FileField(
        label="Votre liste", help_text="CSV ou XLSX, 50 000 lignes au plus.", required=False
    )
    agreed = forms.BooleanField(label="Je peux animer un cercle", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def forms_of_all() -> dict[str, Form]:
    asked = {"name": "", "email": "claire@", "language": "fr", "first": "", "days": ["1"]}
    return {"form": Form(initial={"language": "fr", "size": "b", "days": ["1", "3"]}), "mended": Form(asked)}


def week() -> list[dict[str, Any]]:
    states = ("", "possible", "preferred")
    return [{"id": k, "day": d, "minute": m, "state": states[k % 3]} for k, (d, m) in enumerate(SLOTS)]


def steps() -> list[Step]:
    told = (
        ("Les personnes", "done", "43 personnes"),
        ("Les disponibilités", "begun", "31 sur 43 connues"),
        ("La composition", "here", ""),
        ("L’animation du jeudi", "care", "une animatrice à trouver"),
        ("Le lancement", "later", ""),
    )
    return [Step(name, "#", state, note) for name, state, note in told]


def all_of_them() -> dict[str, Any]:
    now = timezone.now()
    return {
        "board": board(),
        "degrees": [("no", "Peu importe"), ("normal", "Plutôt"), ("lot", "Beaucoup")],
        "sizes": [ring_of(n, 0) for n in range(1, 15)],
        "large": ring_of(11, 1, s2={"to_confirm": True}, s6={"locked": True}),
        "linked": [s | {"href": "#ring"} for s in ring_of(6)],
        "lead": ring_of(5, 2, led="lead"),
        "forty": [
            {"name": NAMES_OF_CIRCLES[k % 6], "seats": ring_of(8 + k % 4, k % 3), "slot": SLOTS[k % 7]}
            for k in range(40)
        ],
        "charts": charts(),
        "week": week(),
        "steps": steps(),
        "table": [
            {"name": NAMES[k], "tone": k % 6, "slot": SLOTS[k % 7], "circles": k % 3, "known": k % 4 != 0}
            for k in range(6)
        ],
        "now": now,
        "in_three_days": now + timedelta(days=3),
        "number": 1234567,
        **forms_of_all(),
    }
