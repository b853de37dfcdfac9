"""The plan of a community, and what became of what it said."""

from __future__ import annotations

from django.urls import path

from ..views.plan import actions, became, days, ranking, strategies

STRATEGY = "c/<slug:community>/plan/strategies/<int:strategy>"

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
    path("c/<slug:community>/plan/strategies/", strategies.strategies, name="strategies"),
    path("c/<slug:community>/plan/strategies/new/", strategies.strategy_new, name="strategy-new"),
    path("c/<slug:community>/plan/strategies/grades/", ranking.grades, name="grades"),
    path("c/<slug:community>/plan/strategies/ranking/", ranking.ranking, name="ranking"),
    path("c/<slug:community>/plan/strategies/ranking/end/", ranking.ranking_end, name="ranking-end"),
    path("c/<slug:community>/plan/strategies/ranking/hours/", ranking.ranking_hours, name="ranking-hours"),
    path(f"{STRATEGY}/correct/", strategies.strategy_correct, name="strategy-correct"),
    path(f"{STRATEGY}/shelving/", strategies.strategy_shelving, name="strategy-shelving"),
    path(f"{STRATEGY}/shelving/end/", strategies.strategy_back, name="strategy-back"),
    path("plan/<str:token>/plan.ics", days.plan_feed, name="plan-feed"),
]
