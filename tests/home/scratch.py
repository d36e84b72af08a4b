"""A throwaway home in a folder that root's server user can walk into (pytest's own folders are closed to it)."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parishpump.home.folder import Home
from parishpump.home.postgres.place import socket_of


@contextmanager
def scratch_home() -> Iterator[Home]:
    """A home that is not made yet; all of it is gone afterwards."""
    home = Home(Path(tempfile.gettempdir()) / f"pp-{secrets.token_hex(4)}")
    try:
        yield home
    finally:
        socket = socket_of(home)
        shutil.rmtree(socket.parent if socket.name == "socket" else socket, ignore_errors=True)
        shutil.rmtree(home.path, ignore_errors=True)
