"""The record: its tables, behind row-level security, and the triggers that let nobody change it."""

import django.db.models.deletion
import parishpump.councils.tenancy
from django.db import migrations, models

from parishpump.councils.rls import EnableRowLevelSecurity


WRITTEN_ONCE = [
    "archive_blob", "archive_record", "archive_leaf", "archive_node", "archive_signingkey", "archive_checkpoint",
]

REFUSE = """
CREATE FUNCTION archive_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record is written once: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""


def write_once(table, events="UPDATE OR DELETE"):
    """Let the rows of `table` be neither changed nor taken away, by anybody for whom triggers fire."""
    return migrations.RunSQL(
        sql=[
            f"CREATE TRIGGER {table}_rows BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION archive_refuse()",
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION archive_refuse()",
        ],
        reverse_sql=[f"DROP TRIGGER {table}_whole ON {table}", f"DROP TRIGGER {table}_rows ON {table}"],
    )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('councils', '0001_councils'),
    ]

    operations = [
        migrations.CreateModel(
            name='Blob',
            fields=[
                ('pk', models.CompositePrimaryKey('council_id', 'sha256', blank=True, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64)),
                ('media_type', models.CharField(max_length=120)),
                ('size', models.BigIntegerField(help_text='Bytes.')),
                ('content', models.BinaryField()),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('pk', models.CompositePrimaryKey('council_id', 'size', blank=True, editable=False, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField(help_text='How many leaves.')),
                ('root', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('note', models.TextField(help_text='The C2SP checkpoint, signed.')),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
            ],
            options={
                'get_latest_by': 'size',
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('pk', models.CompositePrimaryKey('council_id', 'level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('level', models.SmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField()),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.TextField(help_text='What happened: "post approved".')),
                ('subject', models.TextField(help_text='To what: "post P-2026-0012".')),
                ('body', models.JSONField()),
                ('actor', models.TextField()),
                ('authority', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('blobs', models.JSONField(blank=True, default=list)),
                ('salt', models.BinaryField(help_text='Keeps a leaf from being guessed.')),
                ('canonical', models.BinaryField(help_text='The RFC 8785 bytes of all of the above.')),
                ('leaf', models.BinaryField(help_text='Their leaf hash.')),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('pk', models.CompositePrimaryKey('council_id', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField()),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_as', to='archive.record')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('pk', models.CompositePrimaryKey('council_id', 'origin', blank=True, editable=False, primary_key=True, serialize=False)),
                ('origin', models.CharField(help_text='The name of the record, on every checkpoint, for good.', max_length=270)),
                ('public', models.BinaryField(help_text='Ed25519, 32 bytes.')),
                ('private', models.BinaryField(help_text="The other half, encrypted under the installation's own key.")),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
            ],
        ),
        migrations.CreateModel(
            name='Unsealed',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['council', 'subject', 'id'], name='archive_record_subject'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['council', 'id'], name='archive_record_council'),
        ),
        migrations.AddConstraint(
            model_name='signingkey',
            constraint=models.UniqueConstraint(fields=('council',), name='one_signing_key_a_council'),
        ),
        migrations.RunSQL(REFUSE, "DROP FUNCTION archive_refuse()"),
        *(write_once(table) for table in WRITTEN_ONCE),
        write_once("archive_unsealed", "UPDATE"),  # sealing takes the row away
        *(EnableRowLevelSecurity(table) for table in [*WRITTEN_ONCE, "archive_unsealed"]),
    ]
