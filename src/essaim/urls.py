"""The addresses of every room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("essaim.home.urls")),
    path("", include("essaim.core.urls")),
    path("", include("essaim.people.urls")),
    path("", include("essaim.notifications.urls")),
    path("", include("essaim.communities.urls")),
    path("c/<slug:community>/lists/", include("essaim.communities.lists_urls")),
    path("", include("essaim.diagnosis.urls")),
    path("", include("essaim.circles.urls.links")),
    path("", include("essaim.surveys.urls.links")),
    path("c/<slug:community>/surveys/", include("essaim.surveys.urls")),
    path("c/<slug:community>/", include("essaim.circles.urls")),
]

handler500 = "essaim.core.trouble.went_wrong"
