from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "essaim.diagnosis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import jobs, notices, panels, rules  # noqa: F401
