"""Django's PostgreSQL backend, which tells the server before each query which council is in scope.

Row-level security reads the setting `parishpump.council`. It is set lazily, on the connection that is about to be used,
so that threads, pools and reconnections cannot carry the wrong council; and because PostgreSQL undoes a setting made in
a transaction that is rolled back (https://www.postgresql.org/docs/current/sql-set.html), a rollback makes us forget it.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.backends.postgresql import base
from psycopg.abc import Buffer
from psycopg.pq import TransactionStatus
from psycopg.types.datetime import TimestamptzLoader

from parishpump.councils.tenancy import council_in_scope

_FORGOTTEN = object()


class UtcLoader(TimestamptzLoader):
    """Reads a moment ten times as fast as Django's loader does: a month of the calendar holds nine hundred.

    Django keeps its connections at UTC, so the server says each moment at +00.
    """

    timezone: ClassVar = UTC  # which Django compares with its own

    def load(self, data: Buffer) -> datetime:
        try:
            return datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            return super().load(data)  # says what is wrong with it


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, whose server side always knows the council in scope (or none)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: object = _FORGOTTEN

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self.connection.adapters.register_loader("timestamptz", UtcLoader)
        self._told = _FORGOTTEN

    def create_cursor(self, name: str | None = None) -> Any:
        self._tell_the_council()
        return super().create_cursor(name)

    def _tell_the_council(self) -> None:
        council_id = council_in_scope()
        if council_id == self._told or self.connection is None:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return  # nothing is answered until the rollback, after which it is told again
        self.connection.execute(
            "SELECT set_config('parishpump.council', %s, false)", ["" if council_id is None else str(council_id)]
        )
        self._told = council_id

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        self._told = _FORGOTTEN

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the stubs leave it out
        self._told = _FORGOTTEN
