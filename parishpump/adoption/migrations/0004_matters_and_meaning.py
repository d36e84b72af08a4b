"""What is on record for the rules, who is nominated, and what an adopted version meant when it was adopted."""

import django.db.models.deletion
import parishpump.councils.tenancy
from django.conf import settings
from django.db import migrations, models

from parishpump.councils.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('adoption', '0003_frozen'),
        ('councils', '0001_councils'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='adoptedpack',
            name='fingerprint',
            field=models.CharField(blank=True, help_text='Of all it meant then, with the pack that it stands on; see policy.laying.', max_length=64),
        ),
        migrations.AddField(
            model_name='adoptedpack',
            name='meaning',
            field=models.JSONField(default=dict, help_text='All it meant then, in words by key; see queries.meaning.'),
        ),
        migrations.AddField(
            model_name='election',
            name='candidates',
            field=models.JSONField(default=list, help_text='Who is nominated, by name, once that is published.'),
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('party', 'Customer, partner or supplier'), ('partner', 'Partner whose posts may be shared'), ('closed', 'Item taken in closed session'), ('live', 'Court case or investigation'), ('period', 'Time of heightened sensitivity')], max_length=8)),
                ('words', models.CharField(help_text='The name or the words by which it would be known.', max_length=200)),
                ('reference', models.CharField(blank=True, help_text='Such as a minute; never what is confidential.', max_length=120)),
                ('opens', models.DateField(help_text='The first day of a period.', null=True)),
                ('closes', models.DateField(help_text='The last day of a period.', null=True)),
                ('entered_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['council', 'ended_at'], name='matters_standing')],
            },
        ),
        EnableRowLevelSecurity("adoption_matter"),
        migrations.RunSQL(
            "CREATE TRIGGER kept BEFORE DELETE ON adoption_matter FOR EACH ROW EXECUTE FUNCTION adoption_written_once()",
            "DROP TRIGGER kept ON adoption_matter",
        ),
    ]
