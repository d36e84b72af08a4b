"""Row-level security on the new tables; and what was submitted or decided never changes, whichever way one comes."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

TABLES = [
    "channels_administrator",
    "channels_channelreview",
    "channels_deployment",
    "channels_deploymentversion",
    "channels_deploymentapproval",
    "channels_deploymentreturn",
    "channels_deploymentending",
    "channels_campaign",
    "channels_risk",
    "channels_riskreview",
    "channels_platformnote",
    "channels_reminder",
]

# A version moves through its stages; what it says does not.
FROZEN_VERSION = """
CREATE FUNCTION channels_frozen_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'stage' IS DISTINCT FROM to_jsonb(OLD) - 'stage' THEN
        RAISE EXCEPTION 'A submitted request is frozen: write a new version.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON channels_deploymentversion
    FOR EACH ROW EXECUTE FUNCTION channels_frozen_version();
"""

DECIDED = [
    "channels_deploymentapproval",
    "channels_deploymentreturn",
    "channels_deploymentending",
    "channels_channelreview",
    "channels_riskreview",
    "channels_platformnote",
]

DECIDED_ONCE = """
CREATE FUNCTION channels_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A decision is written once: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def _decided_once(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER decided_once BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION channels_decided_once()",
        f"DROP TRIGGER decided_once ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("channels", "0004_deployments")]

    operations = [
        *(EnableRowLevelSecurity(table) for table in TABLES),
        migrations.RunSQL(
            FROZEN_VERSION,
            "DROP TRIGGER frozen ON channels_deploymentversion; DROP FUNCTION channels_frozen_version()",
        ),
        migrations.RunSQL(DECIDED_ONCE, "DROP FUNCTION channels_decided_once()"),
        *(_decided_once(table) for table in DECIDED),
    ]
