"""Channels that were open before requests were kept get theirs, which says so, with the minute that opened them."""

from django.db import migrations
from django.db.models import Max

from parishpump.channels.seal import seal_of
from parishpump.councils.tenancy import council_scope

NOTE = "Opened before requests were kept."


def enter_requests(apps, schema_editor):
    """One approved deployment for every open channel but the noticeboard, in each council's own scope."""
    for council in apps.get_model("councils", "Council").objects.order_by("id"):
        with council_scope(council.id):
            open_ones = apps.get_model("channels", "Channel").objects.filter(
                council_id=council.id, closed_at__isnull=True, deployment__isnull=True
            )
            for channel in open_ones.exclude(network="noticeboard").order_by("id"):
                enter_request(apps, council, channel)


def enter_request(apps, council, channel):
    Deployment = apps.get_model("channels", "Deployment")
    last = Deployment.objects.filter(council_id=council.id).aggregate(last=Max("number"))["last"] or 0
    deployment = Deployment.objects.create(
        council_id=council.id,
        number=last + 1,
        kind="channel",
        name=channel.name,
        begun_at=channel.opened_at,
        begun_by=channel.opened_by,
    )
    content = {"name": channel.name, "kind": "channel", "network": channel.network, "purpose": channel.purpose}
    version = apps.get_model("channels", "DeploymentVersion").objects.create(
        council_id=council.id,
        deployment=deployment,
        number=1,
        stage="approved",
        content=content,
        seal=seal_of(content),
        submitted_by=channel.opened_by,
        submitted_at=channel.opened_at,
    )
    apps.get_model("channels", "DeploymentApproval").objects.create(
        council_id=council.id,
        version=version,
        seal=version.seal,
        by=channel.opened_by,
        minute=channel.minute,
        note=NOTE,
        at=channel.opened_at,
    )
    deployment.latest = deployment.standing = version
    deployment.save(update_fields=["latest", "standing"])
    channel.deployment = deployment
    channel.save(update_fields=["deployment"])


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0005_own_council_only_and_frozen"),
        ("councils", "0001_councils"),
        ("people", "0002_own_council_only"),
    ]

    operations = [migrations.RunPython(enter_requests, migrations.RunPython.noop)]
