"""Which council is being served: the one ambient fact in the house."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[int | None] = ContextVar("council", default=None)


class NoCouncil(LookupError):
    """A query or a write was tried outside every council's scope."""


@contextmanager
def council_scope(council_id: int) -> Iterator[None]:
    """Everything inside belongs to one council; scopes nest, the inner one counts."""
    token = _current.set(council_id)
    try:
        yield
    finally:
        _current.reset(token)


def current_council_id() -> int:
    """The council in scope.

    Raises:
        NoCouncil: nobody said which council this is about.
    """
    council_id = _current.get()
    if council_id is None:
        raise NoCouncil("No council is in scope: wrap the work in council_scope(council.id).")
    return council_id


def council_in_scope() -> int | None:
    """The council in scope, or None: for the database connection and the log alone."""
    return _current.get()
