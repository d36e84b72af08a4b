"""Community organisations, each with the permission to contact it."""

import django.db.models.deletion
import parishpump.councils.tenancy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('councils', '0001_councils'),
        ('partners', '0002_own_council_only_and_frozen'),
        ('people', '0002_own_council_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('does', models.CharField(max_length=400)),
                ('who', models.CharField(blank=True, help_text='Whom one reaches, by their role.', max_length=120)),
                ('contact', models.CharField(blank=True, help_text='Empty once permission is withdrawn.', max_length=320)),
                ('basis', models.CharField(choices=[('public task', 'Public task'), ('consent', 'Consent'), ('legitimate interests', 'Legitimate interests')], max_length=24)),
                ('because', models.CharField(blank=True, help_text='Why that basis.', max_length=400)),
                ('permitted_on', models.DateField()),
                ('permitted_how', models.CharField(help_text='What shows it: a letter, a form, a call.', max_length=400)),
                ('reviewed_on', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_words', models.CharField(blank=True, max_length=400)),
                ('entered_at', models.DateTimeField()),
                ('office', models.CharField(max_length=120)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.delegation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(default=parishpump.councils.tenancy.current_council_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
            ],
            options={
                'ordering': ('name', 'id'),
            },
        ),
    ]
