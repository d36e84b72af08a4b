"""Row-level security on community organisations; whoever withdrew stays known, so none is deleted."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

KEPT = (
    "CREATE TRIGGER kept BEFORE DELETE ON partners_organisation"
    " FOR EACH ROW EXECUTE FUNCTION partners_written_once()"
)
UNDONE = "DROP TRIGGER kept ON partners_organisation"


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_community_organisations")]

    operations = [EnableRowLevelSecurity("partners_organisation"), migrations.RunSQL(KEPT, UNDONE)]
