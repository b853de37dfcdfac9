"""The addresses of boards, of the plan that comes of them, and of slides that show both."""

from __future__ import annotations

from . import board, plan, slides

urlpatterns = [*board.urlpatterns, *plan.urlpatterns, *slides.urlpatterns]
