from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "essaim.circles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, notices, panels, rules, stages  # noqa: F401
