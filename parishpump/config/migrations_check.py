"""Fails where a model has changed and no migration says so: `python -m parishpump.config.migrations_check`."""

import os

import django
from django.core.management import call_command
from django.db import connections


def main() -> None:
    """Compare models with migrations; no database is needed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parishpump.config.settings")
    django.setup()
    connections["default"].settings_dict["ENGINE"] = "django.db.backends.dummy"
    call_command("makemigrations", check=True, dry_run=True, skip_checks=True, verbosity=1)


if __name__ == "__main__":
    main()
