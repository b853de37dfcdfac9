"""The living page of components."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from . import samples
from .doors import open_door
from .pages import page_of


@open_door("a page of drawings, without anybody's data, absent from production")
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state. `?language=en`, `?theme=night`, `?view=projector` change it."""
    with override(request.GET.get("language") or request.LANGUAGE_CODE):
        if "said" in request.GET:
            messages.success(request, "Marc est maintenant dans Le Gué.", extra_tags="undo:/design/")
            messages.warning(request, "Le cercle du jeudi n’a plus d’animatrice.")
        return render(
            request,
            "core/design.html",
            samples.all_of_them()
            | {"page": page_of(request, range(1, 95)), "theme": request.GET.get("theme", "")},
        )
