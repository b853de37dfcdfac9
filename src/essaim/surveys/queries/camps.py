"""Looking for camps: whether there is anything to look into, and how far it has come."""

from __future__ import annotations

from ..kinds import Kind
from ..models import CampSearch, Report


def last_search(report: Report) -> CampSearch | None:
    return CampSearch.objects.filter(report=report).first()


def can_have_camps(report: Report) -> bool:
    """Whether it is of a closed survey, with statements that people voted on."""
    told = report.findings
    voted = (one["kind"] == Kind.STATEMENTS and one["state"] == "shown" for one in told["questions"])
    return bool(told["closed"]) and any(voted)


def has_camps(report: Report) -> bool:
    """Whether all was looked into, whatever was found."""
    told = report.findings["questions"]
    return all("camps" in one for one in told if one["kind"] == Kind.STATEMENTS and one["state"] == "shown")
