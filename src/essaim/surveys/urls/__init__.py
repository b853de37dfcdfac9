"""Where listening lives, under the address of its community: one file for each family of pages."""

from __future__ import annotations

from . import answering, asking, elsewhere, report, sorting

urlpatterns = [
    *answering.urlpatterns,
    *asking.urlpatterns,
    *elsewhere.urlpatterns,
    *report.urlpatterns,
    *sorting.urlpatterns,
]
