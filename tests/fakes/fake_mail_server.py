"""A mailbox on loopback for fast tests: as much IMAP and SMTP as our client speaks, and the ways in which they fail.

tests/real_networks holds Postfix and Dovecot to the same.

with FakeMailServer() as mail:
    mail.fail("lost after")               # the next letter is taken, and the connection lost
    mail.arrive(b"From: …")
"""

import base64
import re
import socketserver
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from threading import Thread
from types import TracebackType
from typing import Literal, Self

PASSWORD = "an-app-password"
# How the next letter goes wrong. "lost": the connection ends without an answer, before the letter was taken or after.
Mishap = Literal["unknown recipient", "recipient later", "letter refused", "letter later", "lost before", "lost after"]

_DATE = "%d-%b-%Y %H:%M:%S +0000"


@dataclass
class Mail:
    """One message in a folder."""

    uid: int
    raw: bytes
    at: datetime
    flags: set[str] = field(default_factory=set)


class FakeMailServer:
    """One account with an inbox and a Sent folder. `taken`: every letter that SMTP accepted."""

    address = "clerk@northfold.example"

    def __init__(self) -> None:
        self.validity = 7
        self.folders: dict[str, list[Mail]] = {"INBOX": [], "Sent": []}
        self.taken: list[bytes] = []
        self.mishaps: list[Mishap] = []
        self.imap_says: dict[str, str] = {}  # by command: what is said instead of doing it
        self.uids_given = 0
        self._imap, self._smtp = _server(_Imap, self), _server(_Smtp, self)

    def __enter__(self) -> Self:
        for server in (self._imap, self._smtp):
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop_reading()
        self.stop_sending()

    def stop_reading(self) -> None:
        self._imap.end()

    def stop_sending(self) -> None:
        self._smtp.end()

    @property
    def credentials(self) -> dict[str, str]:
        return {
            "address": self.address,
            "username": self.address,
            "password": PASSWORD,
            "imap_server": "plain://127.0.0.1",
            "imap_port": str(self._imap.server_address[1]),
            "smtp_server": "plain://127.0.0.1",
            "smtp_port": str(self._smtp.server_address[1]),
        }

    def fail(self, mishap: Mishap) -> None:
        """Let the next letter go wrong."""
        self.mishaps.append(mishap)

    def arrive(self, raw: bytes, *, at: datetime | None = None, folder: str = "INBOX") -> Mail:
        """A message comes in."""
        self.uids_given += 1
        mail = Mail(self.uids_given, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), at or datetime.now(UTC))
        self.folders[folder].append(mail)
        return mail

    def renumber(self) -> None:
        """Another UIDVALIDITY, and other UIDs with it: as after a server was moved."""
        self.validity += 1
        for mail in (one for mails in self.folders.values() for one in mails):
            self.uids_given += 1
            mail.uid = self.uids_given


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    mail: FakeMailServer
    ended: bool = False

    def end(self) -> None:
        if not self.ended:
            self.ended = True
            self.shutdown()
            self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about: no word of it on the screen."""


def _server(handler: "type[_Imap] | type[_Smtp]", mail: FakeMailServer) -> _Server:
    server = _Server(("127.0.0.1", 0), handler)
    server.mail = mail
    return server


class _Smtp(socketserver.StreamRequestHandler):
    server: _Server
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self._say("220 fake ESMTP")
        while line := self.rfile.readline():
            verb = line.decode().split(" ")[0].strip().upper()
            mishap = self.server.mail.mishaps[0] if self.server.mail.mishaps else ""
            if verb == "QUIT" or not self._answer(verb, line.decode(), mishap):
                return

    def _answer(self, verb: str, line: str, mishap: str) -> bool:
        if verb == "DATA":
            return self._take(mishap)
        said = "250-fake\r\n250 AUTH PLAIN" if verb == "EHLO" else "250 ok"
        if verb == "AUTH":
            good = base64.b64decode(line.split()[2]).endswith(f"\0{PASSWORD}".encode())
            said = "235 welcome" if good else f"535 5.7.8 no: {line.split()[2]}"
        elif verb == "RCPT" and mishap in ("unknown recipient", "recipient later"):
            self.server.mail.mishaps.pop(0)
            said = "550 5.1.1 nobody here by that name" if mishap == "unknown recipient" else "450 4.2.1 try later"
        self._say(said)
        return True

    def _take(self, mishap: str) -> bool:
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        letter = b"".join(line.removeprefix(b".") for line in lines)
        if mishap:
            self.server.mail.mishaps.pop(0)
        if mishap not in ("lost before", "letter refused", "letter later"):
            self.server.mail.taken.append(letter)
        if mishap in ("lost before", "lost after"):
            return False
        self._say({"letter refused": "554 5.7.1 spam", "letter later": "451 4.3.0 full"}.get(mishap, "250 taken"))
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Imap(socketserver.StreamRequestHandler):
    server: _Server
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.folder = "INBOX"
        self._say("* OK fake")
        while line := self.rfile.readline().decode():
            tag, _, command = line.strip().partition(" ")
            words = command.upper().split(" ")
            verb = " ".join(words[:2]) if words[0] == "UID" else words[0]
            instead = self.server.mail.imap_says.get(verb)
            if instead == "hang up":
                return
            self._say(f"{tag} {instead or self._done(verb, command)}")
            if verb == "LOGOUT":
                return

    def _done(self, verb: str, command: str) -> str:
        doings: dict[str, Callable[[str], str]] = {
            "LOGIN": self._login,
            "LIST": self._list,
            "SELECT": self._select,
            "EXAMINE": self._select,
            "STATUS": self._status,
            "APPEND": self._append,
            "UID SEARCH": self._search,
            "UID FETCH": self._fetch,
            "UID STORE": self._store,
            "UID EXPUNGE": self._expunge,
        }
        if verb == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1 UIDPLUS")
        return doings.get(verb, lambda _: "OK done")(command)

    def _login(self, command: str) -> str:
        if f'"{PASSWORD}"' in command:
            return "OK welcome"
        return f"NO [AUTHENTICATIONFAILED] not with {command.split()[-1]}"

    def _list(self, command: str) -> str:
        for name in self.server.mail.folders:
            flags = r"\Sent" if name == "Sent" else ""
            self._say(f'* LIST ({flags}) "/" "{name}"')
        return "OK done"

    def _select(self, command: str) -> str:
        self.folder = command.split(" ", 1)[1].strip('"')
        self._say(f"* {len(self._mails)} EXISTS")
        return "OK done"

    def _status(self, command: str) -> str:
        mail = self.server.mail
        self._say(f'* STATUS "INBOX" (UIDVALIDITY {mail.validity} UIDNEXT {mail.uids_given + 1})')
        return "OK done"

    def _append(self, command: str) -> str:
        found = re.match(r'APPEND "(.+?)" \((.*?)\) "(.+?)" \{(\d+)\}', command)
        assert found
        self._say("+ go on")
        raw = self.rfile.read(int(found[4]))
        self.rfile.readline()
        self.server.mail.arrive(raw, folder=found[1]).flags.update(found[2].split())
        return "OK done"

    def _search(self, command: str) -> str:
        found = [str(mail.uid) for mail in self._mails if self._matches(mail, command)]
        self._say(f"* SEARCH {' '.join(found)}".rstrip())
        return "OK done"

    def _matches(self, mail: Mail, command: str) -> bool:
        wanted = re.search(r'HEADER Message-ID "(.+?)"', command)
        uids = re.search(r"UID (\d+):(\d+|\*)", command)
        since = re.search(r"SINCE (\S+)", command)
        highest = max(one.uid for one in self._mails)
        return (
            (not wanted or wanted[1] == message_from_bytes(mail.raw)["Message-ID"])
            and ("UNDELETED" not in command or r"\Deleted" not in mail.flags)
            and ("UNFLAGGED" not in command or r"\Flagged" not in mail.flags)
            and (not uids or _within(mail.uid, uids[1], uids[2], highest))
            and (not since or mail.at.date() >= datetime.strptime(since[1], "%d-%b-%Y").date())
        )

    def _fetch(self, command: str) -> str:
        _, _, uids, wanted = command.split(" ", 3)
        for number, mail in self._named(uids):
            if "RFC822.SIZE" in wanted:
                date = mail.at.strftime(_DATE)
                self._say(f'* {number} FETCH (UID {mail.uid} RFC822.SIZE {len(mail.raw)} INTERNALDATE "{date}")')
                continue
            head, _, text = mail.raw.partition(b"\r\n\r\n")
            part = mail.raw if "[]" in wanted else head + b"\r\n\r\n" if "[HEADER]" in wanted else text
            cut = re.search(r"<0\.(\d+)>", wanted)
            part = part[: int(cut[1])] if cut else part
            self._say(f"* {number} FETCH (UID {mail.uid} BODY[] {{{len(part)}}}")
            self.wfile.write(part)
            self._say(")")
        return "OK done"

    def _store(self, command: str) -> str:
        _, _, uids, change, flags = command.split(" ", 4)
        for _, mail in self._named(uids):
            said = set(flags.strip("()").split())
            mail.flags = mail.flags | said if change.startswith("+") else mail.flags - said
        return "OK done"

    def _expunge(self, command: str) -> str:
        gone = [mail for _, mail in self._named(command.split(" ")[2]) if r"\Deleted" in mail.flags]
        self._mails[:] = [mail for mail in self._mails if mail not in gone]
        return "OK done"

    def _named(self, uids: str) -> Iterator[tuple[int, Mail]]:
        named = set(uids.split(","))
        return ((n, mail) for n, mail in enumerate(list(self._mails), start=1) if str(mail.uid) in named)

    @property
    def _mails(self) -> list[Mail]:
        return self.server.mail.folders[self.folder]

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def _within(uid: int, first: str, last: str, highest: int) -> bool:
    """`n:*` holds the highest even where it is below n (RFC 3501, 6.4.8)."""
    begin, end = int(first), highest if last == "*" else int(last)
    return min(begin, end) <= uid <= max(begin, end) if last == "*" else begin <= uid <= end
