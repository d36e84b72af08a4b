"""Where the database is, as Django wants to hear it."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ENGINE = "parishpump.councils.scoped_postgresql"
# Every thread of a process shares these: pages and the courier's calls hold a connection only while they use it.
POOL = {"min_size": 0, "max_size": 12, "timeout": 20, "max_lifetime": 1800}


def settings_for(url: str) -> dict[str, Any]:
    """Django's connection settings for a postgresql:// URL; a socket folder stands in `host` of the query."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": ENGINE,
        "NAME": unquote(parts.path.lstrip("/")) or "parishpump",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "OPTIONS": {"connect_timeout": 5, "application_name": "parishpump", "pool": POOL, **query},
    }
