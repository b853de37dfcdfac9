"""The état des lieux of a survey, and sorting what people wrote in their own words."""

from __future__ import annotations

from django.urls import path

from ..views import report

urlpatterns = [
    path("<int:survey>/report/", report.report, name="report"),
    path("<int:survey>/report/camps/", report.report_camps, name="report-camps"),
    path("<int:survey>/report/camps/stop/", report.report_camps_stop, name="report-camps-stop"),
    path("<int:survey>/report/publication/", report.report_publish, name="report-publish"),
    path("<int:survey>/report/publication/end/", report.report_take_back, name="report-take-back"),
]
