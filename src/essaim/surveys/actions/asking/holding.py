"""Of two acts at once on a survey, the second sees what the first did."""

from __future__ import annotations

from ...models import Survey


def held(survey: Survey) -> Survey:
    """The survey as it is now, kept from others until the transaction ends.

    Its moments are looked up when they are asked for: read beside a row that is waited for, they would be
    those of before the wait.
    """
    return Survey.objects.select_for_update(of=("self",)).select_related("community").get(pk=survey.pk)
