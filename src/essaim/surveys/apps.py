from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "essaim.surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import erasing, jobs, notices, panels, report_jobs, rules  # noqa: F401
