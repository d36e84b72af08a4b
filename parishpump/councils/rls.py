"""Row-level security, as a migration writes it.

The house has its own forty lines because the library looked at (django-rls-tenants 1.3) carries a bypass flag that the
application's own role may set, sets its scope once on entering (a reconnection loses it), and answers an unscoped query
with nothing instead of refusing it: see docs/decisions/0003-council-scope.md.
"""

from django.db.migrations.operations import RunSQL

_SCOPE = "nullif(current_setting('parishpump.council', true), '')::bigint"


def EnableRowLevelSecurity(table: str) -> RunSQL:  # noqa: N802 - reads as the migration operation that it is
    """Rows of `table` can be seen and written only inside the scope of their own council, by its owner too."""
    return RunSQL(
        sql=[
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY own_council ON "{table}" USING (council_id = {_SCOPE}) WITH CHECK (council_id = {_SCOPE})',
        ],
        reverse_sql=[
            f'DROP POLICY own_council ON "{table}"',
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ],
    )
