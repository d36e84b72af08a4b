"""What was submitted, approved or tried never changes: the database refuses it, whichever way somebody comes."""

from django.db import migrations

# A revision moves through its stages; its words do not.
FROZEN_REVISION = """
CREATE FUNCTION publishing_frozen_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'stage' - 'decide_by' IS DISTINCT FROM to_jsonb(OLD) - 'stage' - 'decide_by' THEN
        RAISE EXCEPTION 'A revision is frozen: write a new one.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON publishing_revision
    FOR EACH ROW EXECUTE FUNCTION publishing_frozen_revision();
"""

# An attempt gets its outcome; what was sent stays what it was.
FROZEN_ATTEMPT = """
CREATE FUNCTION publishing_frozen_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.payload IS DISTINCT FROM OLD.payload OR NEW.delivery_id <> OLD.delivery_id THEN
        RAISE EXCEPTION 'An attempt keeps what it sent.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON publishing_attempt
    FOR EACH ROW EXECUTE FUNCTION publishing_frozen_attempt();
"""

DECIDED_ONCE = """
CREATE FUNCTION publishing_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A decision is written once: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER decided_once BEFORE UPDATE OR DELETE ON publishing_approval
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
CREATE TRIGGER decided_once BEFORE UPDATE OR DELETE ON publishing_sentback
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
CREATE TRIGGER decided_once BEFORE UPDATE OR DELETE ON publishing_withdrawal
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_own_council_only")]

    operations = [
        migrations.RunSQL(
            FROZEN_REVISION,
            "DROP TRIGGER frozen ON publishing_revision; DROP FUNCTION publishing_frozen_revision()",
        ),
        migrations.RunSQL(
            FROZEN_ATTEMPT,
            "DROP TRIGGER frozen ON publishing_attempt; DROP FUNCTION publishing_frozen_attempt()",
        ),
        migrations.RunSQL(
            DECIDED_ONCE,
            "DROP TRIGGER decided_once ON publishing_approval; DROP TRIGGER decided_once ON publishing_sentback;"
            "DROP TRIGGER decided_once ON publishing_withdrawal; DROP FUNCTION publishing_decided_once()",
        ),
    ]
