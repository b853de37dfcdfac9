"""The floor: the smallest Django project that shows a page with 20 rows of one query."""

from __future__ import annotations

import os

import django
from django.conf import settings

PAGE = "<ul>{% for row in rows %}<li>{{ row.n }} {{ row.word }}</li>{% endfor %}</ul>"

if not settings.configured:
    settings.configure(
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bare",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:bare?mode=memory&cache=shared"}
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.locmem.Loader",
                            {"page.html": PAGE},
                        )
                    ]
                },
            }
        ],
    )
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    django.setup()

from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

QUERY = """WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < 20)
SELECT n, 'word ' || n FROM rows"""


def page(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        rows = [{"n": n, "word": word} for n, word in cursor.fetchall()]
    return render(request, "page.html", {"rows": rows})


urlpatterns = [path("", page)]
application = get_asgi_application()
