"""Launching, and the circles that live on."""

from __future__ import annotations

from django.urls import path

from ..views import care, circles, launch, seats, tree

urlpatterns = [
    path("forming/<int:round>/launch/", launch.launch, name="launch"),
    path("forming/<int:round>/launch/plan/", launch.launch_plan, name="launch-plan"),
    path("forming/<int:round>/launch/trial/", launch.launch_trial, name="launch-trial"),
    path("forming/<int:round>/launch/now/", launch.launch_now, name="launch-now"),
    path("forming/<int:round>/launch/done/", launch.launched, name="launched"),
    path("forming/<int:round>/launch/opening/", launch.launch_opening, name="launch-opening"),
    path("circles/", circles.circles, name="circles"),
    path("circles/without/", seats.without_circle, name="without-circle"),
    path("circles/without/<int:membership>/", seats.seat_new, name="seat-new"),
    path("circles/<int:circle>/", circles.circle, name="circle"),
    path("circles/<int:circle>/calendar.ics", circles.circle_calendar, name="circle-calendar"),
    path("circles/<int:circle>/message/", circles.circle_message, name="circle-message"),
    path("circles/<int:circle>/correction/", care.circle_correct, name="circle-correct"),
    path("circles/<int:circle>/facilitation/", care.circle_hand_over, name="circle-hand-over"),
    path("circles/<int:circle>/closure/", care.circle_close, name="circle-close"),
    path("circles/<int:circle>/seats/<int:seat>/", seats.seat, name="seat"),
    path("circles/<int:circle>/seats/<int:seat>/move/", seats.seat_move, name="seat-move"),
    path("circles/<int:circle>/seats/<int:seat>/end/", seats.seat_end, name="seat-end"),
    path("circles/<int:circle>/seats/<int:seat>/invitation/", seats.seat_invitation, name="seat-invitation"),
    path("tree/", tree.tree, name="tree"),
    path("tree/above/", tree.above_new, name="above-new"),
]
