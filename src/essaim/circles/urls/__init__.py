"""Where circles live, under the address of their community."""

from __future__ import annotations

from . import forming, launch

urlpatterns = [*forming.urlpatterns, *launch.urlpatterns]
