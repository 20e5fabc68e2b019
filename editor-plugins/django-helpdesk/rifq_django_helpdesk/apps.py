"""The Django app; `manage.py check` tells mistakes in the setting RIFQ."""

from django.apps import AppConfig
from django.core import checks

from . import conf


class RifqConfig(AppConfig):
    name = "rifq_django_helpdesk"
    verbose_name = "rifq"

    def ready(self):
        checks.register(setting_is_right)


def setting_is_right(app_configs, **kwargs):
    return [checks.Error(fault, id="rifq.E001") for fault in conf.faults()]
