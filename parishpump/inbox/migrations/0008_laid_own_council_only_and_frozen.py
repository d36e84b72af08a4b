"""Row-level security on what was laid before meetings; what was laid stays as it was."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

WRITTEN_ONCE = (
    "CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON inbox_laid FOR EACH ROW EXECUTE FUNCTION inbox_kept()"
)
UNDONE = "DROP TRIGGER written_once ON inbox_laid"


class Migration(migrations.Migration):
    dependencies = [("inbox", "0007_before_meetings")]

    operations = [EnableRowLevelSecurity("inbox_laid"), migrations.RunSQL(WRITTEN_ONCE, UNDONE)]
