"""The plan of a community, and what became of what it said."""

from __future__ import annotations

from django.urls import path

from ..views.plan import actions, became, days

urlpatterns = [
    path("c/<slug:community>/plan/", actions.plan, name="plan"),
    path("c/<slug:community>/plan/new/", actions.action_new, name="action-new"),
    path("c/<slug:community>/plan/express/", actions.plan_express, name="plan-express"),
    path("c/<slug:community>/plan/calendar/", days.plan_feed_address, name="plan-days"),
    path("c/<slug:community>/plan/plan.ics", days.plan_calendar, name="plan-calendar"),
    path("c/<slug:community>/plan/<int:action>/", actions.action, name="action"),
    path("c/<slug:community>/plan/<int:action>/correct/", actions.action_correct, name="action-correct"),
    path("c/<slug:community>/plan/<int:action>/state/", actions.action_state, name="action-state"),
    path("c/<slug:community>/plan/<int:action>/removal/", actions.action_removal, name="action-removal"),
    path("c/<slug:community>/plan/became/", became.became, name="became"),
    path("c/<slug:community>/plan/became/publication/", became.became_publication, name="became-publication"),
    path("c/<slug:community>/plan/became/withdrawal/", became.became_withdrawal, name="became-withdrawal"),
    path("c/<slug:community>/plan/became/message/", became.message_new, name="message-new"),
    path("c/<slug:community>/plan/became/messages/<int:message>/", became.message, name="message"),
    path("plan/<str:token>/plan.ics", days.plan_feed, name="plan-feed"),
]
