"""Row-level security: no row is seen or written outside its own council."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

TABLES = [
    "publishing_picture",
    "publishing_post",
    "publishing_draft",
    "publishing_revision",
    "publishing_approval",
    "publishing_sentback",
    "publishing_withdrawal",
    "publishing_pause",
    "publishing_delivery",
    "publishing_attempt",
]


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_publishing")]

    operations = [EnableRowLevelSecurity(table) for table in TABLES]
