"""The posts of answers that were made for everybody before their posts said so."""

from django.db import migrations

from parishpump.councils.tenancy import council_scope


def say_so(apps, schema_editor):
    """Each council's, in its own scope."""
    for council in apps.get_model("councils", "Council").objects.order_by("id"):
        with council_scope(council.id):
            made = apps.get_model("inbox", "PublicAnswer").objects.filter(council_id=council.id)
            posts = apps.get_model("publishing", "Post").objects.filter(council_id=council.id)
            posts.filter(id__in=made.values("post_id")).update(for_all=True)


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0009_counted_narrowly"),
        ("publishing", "0012_for_all"),
    ]

    operations = [migrations.RunPython(say_so, migrations.RunPython.noop)]
