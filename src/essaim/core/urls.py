from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from .views import design

urlpatterns: list[URLPattern | URLResolver] = (
    [] if settings.PRODUCTION else [path("design/", design, name="design")]
)
