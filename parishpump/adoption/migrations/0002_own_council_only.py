"""Row-level security: no row is seen or written outside its own council."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

TABLES = [
    "adoption_election",
    "adoption_draftpack",
    "adoption_adoptedpack",
    "adoption_policytext",
    "adoption_matching",
]


class Migration(migrations.Migration):
    dependencies = [("adoption", "0001_adoption")]

    operations = [EnableRowLevelSecurity(table) for table in TABLES]
