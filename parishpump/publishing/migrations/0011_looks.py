"""Pictures from before looks were kept get theirs, from their bytes: so that what looks the same is recognised."""

from django.db import migrations

from parishpump.councils.tenancy import council_scope
from parishpump.publishing.pictures import look_of_file


def work_out_looks(apps, schema_editor):
    """The look of every picture that has none, in each council's own scope; one that cannot be read stays without."""
    Picture, Blob = apps.get_model("publishing", "Picture"), apps.get_model("archive", "Blob")
    for council in apps.get_model("councils", "Council").objects.order_by("id"):
        with council_scope(council.id):
            without = Picture.objects.filter(council_id=council.id, look="")
            for number, sha256 in list(without.order_by("id").values_list("id", "sha256")):
                kept = Blob.objects.filter(council_id=council.id, sha256=sha256).values_list("content", flat=True)
                look = look_of_file(bytes(kept.first() or b""))
                Picture.objects.filter(council_id=council.id, id=number).update(look=look)


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_the_record"), ("councils", "0001_councils"), ("publishing", "0010_answers")]

    operations = [migrations.RunPython(work_out_looks, migrations.RunPython.noop)]
