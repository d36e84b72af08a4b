"""Which council is being served: the one ambient fact in the house."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Scope:
    """A stretch of work for one council, and what was looked up once for all of it."""

    council_id: int
    memory: dict[str, object] = field(default_factory=dict)


_current: ContextVar[Scope | None] = ContextVar("council", default=None)


class NoCouncil(LookupError):
    """A query or a write was tried outside every council's scope."""


@contextmanager
def council_scope(council_id: int) -> Iterator[None]:
    """Everything inside belongs to one council; scopes nest, the inner one counts."""
    token = _current.set(Scope(council_id))
    try:
        yield
    finally:
        _current.reset(token)


def current_scope() -> Scope:
    """The scope that the work is in.

    Raises:
        NoCouncil: nobody said which council this is about.
    """
    scope = _current.get()
    if scope is None:
        raise NoCouncil("No council is in scope: wrap the work in council_scope(council.id).")
    return scope


def current_council_id() -> int:
    """The council in scope, or NoCouncil."""
    return current_scope().council_id


def council_in_scope() -> int | None:
    """The council in scope, or None: for the database connection and the log alone."""
    scope = _current.get()
    return scope.council_id if scope else None
