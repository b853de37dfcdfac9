"""The addresses of boards, and of the plan that comes of them."""

from __future__ import annotations

from . import board, plan

urlpatterns = [*board.urlpatterns, *plan.urlpatterns]
