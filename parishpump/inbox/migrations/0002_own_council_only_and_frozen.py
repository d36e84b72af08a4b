"""Row-level security on every table; versions and decisions are never deleted, and versions never changed."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

TABLES = [
    "inbox_alert",
    "inbox_appeal",
    "inbox_arrival",
    "inbox_asked",
    "inbox_clarification",
    "inbox_conversation",
    "inbox_double",
    "inbox_dutysettled",
    "inbox_handoff",
    "inbox_look",
    "inbox_message",
    "inbox_moderation",
    "inbox_note",
    "inbox_praise",
    "inbox_pressenquiry",
    "inbox_publicanswer",
    "inbox_referral",
    "inbox_reply",
    "inbox_savedtext",
    "inbox_series",
    "inbox_source",
    "inbox_story",
    "inbox_storynote",
    "inbox_told",
    "inbox_topic",
    "inbox_triage",
    "inbox_version",
]

KEPT = ("message", "triage", "dutysettled", "referral", "moderation", "appeal", "savedtext")
WRITTEN_ONCE = """
CREATE FUNCTION inbox_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was received and decided is kept: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON inbox_version FOR EACH ROW EXECUTE FUNCTION inbox_kept();
""" + "".join(
    f"CREATE TRIGGER kept BEFORE DELETE ON inbox_{name} FOR EACH ROW EXECUTE FUNCTION inbox_kept();" for name in KEPT
)
UNDONE = (
    "DROP TRIGGER written_once ON inbox_version;"
    + "".join(f"DROP TRIGGER kept ON inbox_{name};" for name in KEPT)
    + "DROP FUNCTION inbox_kept()"
)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_inbox")]

    operations = [*(EnableRowLevelSecurity(table) for table in TABLES), migrations.RunSQL(WRITTEN_ONCE, UNDONE)]
