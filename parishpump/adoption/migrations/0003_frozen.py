"""What the council adopted never changes, and no election is lost: the database refuses, whichever way somebody comes."""

from django.db import migrations

WRITTEN_ONCE = """
CREATE FUNCTION adoption_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was adopted is written once: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON adoption_adoptedpack
    FOR EACH ROW EXECUTE FUNCTION adoption_written_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON adoption_policytext
    FOR EACH ROW EXECUTE FUNCTION adoption_written_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON adoption_matching
    FOR EACH ROW EXECUTE FUNCTION adoption_written_once();
CREATE TRIGGER kept BEFORE DELETE ON adoption_election
    FOR EACH ROW EXECUTE FUNCTION adoption_written_once();
"""


class Migration(migrations.Migration):
    dependencies = [("adoption", "0002_own_council_only")]

    operations = [
        migrations.RunSQL(
            WRITTEN_ONCE,
            "DROP TRIGGER written_once ON adoption_adoptedpack; DROP TRIGGER written_once ON adoption_policytext;"
            "DROP TRIGGER written_once ON adoption_matching; DROP TRIGGER kept ON adoption_election;"
            "DROP FUNCTION adoption_written_once()",
        ),
    ]
