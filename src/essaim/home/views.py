"""The first page: what Essaim is for whoever comes by, what waits for whoever is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from essaim.core.doors import open_door

from .queries import belongings_of

AROUND_A_TABLE = [
    {"initials": initials, "name": name, "part": part, "tone": tone % 6}
    for tone, (initials, name, part) in enumerate(
        (
            ("SM", "Sonia", "facilitator"),
            ("AB", "Anne", "member"),
            ("CL", "Chloé", "member"),
            ("DK", "Djamel", "member"),
            ("EV", "Élodie", "member"),
            ("FR", "François", "member"),
            ("GH", "Gaëlle", "member"),
            ("IJ", "Inès", "member"),
            ("", "", "empty"),
        )
    )
]
"""A circle as it could be, for the welcome page."""


@open_door("the first page says what Essaim is; signed in, it shows one's own communities")
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html", {"seats": AROUND_A_TABLE})
    belongings = belongings_of(request.user)
    if len(belongings) == 1 and not belongings[0].asks_availability:
        return redirect("community", belongings[0].community.slug)
    return render(request, "home/home.html", {"belongings": belongings})
