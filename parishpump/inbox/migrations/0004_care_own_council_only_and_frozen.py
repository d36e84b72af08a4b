"""Row-level security on the tables of care and of load; reports of abuse and what was done are never changed."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

TABLES = [
    "inbox_abusereport",
    "inbox_abusestep",
    "inbox_contractedhours",
    "inbox_handover",
    "inbox_rotaturn",
    "inbox_workedtime",
]
ONCE = ("abusereport", "abusestep")
KEPT = ("handover", "contractedhours")
FROZEN = "".join(
    f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON inbox_{name} FOR EACH ROW EXECUTE FUNCTION inbox_kept();"
    for name in ONCE
) + "".join(
    f"CREATE TRIGGER kept BEFORE DELETE ON inbox_{name} FOR EACH ROW EXECUTE FUNCTION inbox_kept();" for name in KEPT
)
UNDONE = "".join(f"DROP TRIGGER written_once ON inbox_{name};" for name in ONCE) + "".join(
    f"DROP TRIGGER kept ON inbox_{name};" for name in KEPT
)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0003_care_and_load")]

    operations = [*(EnableRowLevelSecurity(table) for table in TABLES), migrations.RunSQL(FROZEN, UNDONE)]
