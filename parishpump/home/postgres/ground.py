"""What a server stands on: programs, a user, a place, a cluster that fits."""

from dataclasses import dataclass
from typing import Self

from parishpump.home.folder import Home
from parishpump.home.keys import database_passwords
from parishpump.home.postgres.account import Account, server_account
from parishpump.home.postgres.binaries import Binaries, copied_for_server, find_binaries
from parishpump.home.postgres.cluster import clear_leftovers, require_cluster
from parishpump.home.postgres.connection import ConnectionInfo
from parishpump.home.postgres.place import Place, place_for
from parishpump.home.postgres.roles import prepare
from parishpump.home.postgres.server import Server


@dataclass(frozen=True)
class Ground:
    """Everything that is settled before a server starts; only whoever holds the home's lock may use it."""

    binaries: Binaries
    account: Account
    place: Place
    connection: ConnectionInfo
    durable: bool

    @classmethod
    def of(cls, home: Home, binaries: Binaries | None, *, durable: bool) -> Self:
        """Find or make all of it; HomeError says what is in the way."""
        binaries, account = binaries or find_binaries(), server_account()
        if account.dropped:
            binaries = copied_for_server(binaries)
        place = place_for(home, account)
        passwords = database_passwords(home)
        clear_leftovers(place)
        require_cluster(place, binaries, account, passwords.superuser, durable=durable)
        return cls(binaries, account, place, ConnectionInfo(place.socket, passwords), durable)

    def started_server(self) -> Server:
        """Start a server, with its roles and database in place; call from the thread that will stay with it."""
        clear_leftovers(self.place)
        server = Server.launch(self.place, self.binaries, self.account, durable=self.durable)
        try:
            server.wait_until_ready()
            prepare(self.connection)
        except BaseException:
            server.stop()
            raise
        return server
