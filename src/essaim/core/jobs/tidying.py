"""What is kept for a while only."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from essaim.core.models import Receipt

from .queue import every

RECEIPTS = timedelta(days=7)
DONE = timedelta(days=7)
GIVEN_UP = timedelta(days=60)


@every(days=1)
def tidy() -> None:
    """Forget the receipts of forms, the jobs that ended and the sessions that expired."""
    now = timezone.now()
    Receipt.objects.filter(created_at__lt=now - RECEIPTS).delete()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - GIVEN_UP).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
