"""Row-level security; and what was entered, decided or seen never changes, whichever way one comes."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

FROZEN = [
    "partners_partner",
    "partners_entry",
    "partners_ending",
    "partners_review",
    "partners_standingtext",
    "partners_pagelook",
]

WRITTEN_ONCE = """
CREATE FUNCTION partners_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The directory is written once, entry by entry: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def _written_once(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION partners_written_once()",
        f"DROP TRIGGER written_once ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_partners")]

    operations = [
        *(EnableRowLevelSecurity(table) for table in FROZEN),
        migrations.RunSQL(WRITTEN_ONCE, "DROP FUNCTION partners_written_once()"),
        *(_written_once(table) for table in FROZEN),
    ]
