from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "parishpump.ui"
    label = "ui"
