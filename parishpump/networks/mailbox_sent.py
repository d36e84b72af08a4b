"""The Sent folder as the proof of what was sent.

SMTP cannot be asked afterwards whether it took a letter. So a copy is put into the Sent folder first, with a flag (the
star or little flag of a mail program), and the flag is taken off when the server has taken the letter:

    no copy           nothing was sent
    a flagged copy    it was about to be sent: nobody knows
    a plain copy      the server took it
"""

from dataclasses import dataclass
from datetime import datetime

from imap_tools.errors import MailboxFetchError
from imap_tools.utils import check_command_status

from parishpump.networks.mailbox_wire import MailServer

_NAMES = ("sent", "sent items", "sent messages", "sent mail", "inbox.sent", "inbox/sent")


@dataclass(frozen=True)
class Copy:
    """A letter in the Sent folder. `settled`: the mail server took it."""

    uid: str
    settled: bool


class SentFolder:
    """The Sent folder of the account that is signed in. Whatever imap-tools raises is the caller's to name."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._name = _name_of(server)
        server.folder.set(self._name)

    def look(self, message_id: str) -> Copy | None:
        """The copy with this Message-ID, leaving out those that somebody has marked for deletion."""
        wanted = f'HEADER Message-ID "{message_id}" UNDELETED'
        there = self._uids(wanted)
        if not there:
            return None
        settled = self._uids(f"{wanted} UNFLAGGED")
        return Copy(settled[0], True) if settled else Copy(there[0], False)

    def put(self, letter: bytes, at: datetime) -> None:
        """Put a flagged copy there, seen already."""
        self._server.append(letter, self._name, at, (r"\Seen", r"\Flagged"))

    def settle(self, message_id: str) -> None:
        """The server took it: no flag any more."""
        self._store(message_id, "-FLAGS", r"(\Flagged)")

    def take_back(self, message_id: str) -> None:
        """Nothing was sent: out with the copy, and with no other that somebody may have marked for deletion."""
        uids = self._store(message_id, "+FLAGS", r"(\Deleted)")
        if uids and "UIDPLUS" in self._server.client.capabilities:
            self._server.client.uid("EXPUNGE", uids)

    def _store(self, message_id: str, change: str, flags: str) -> str:
        uids = ",".join(self._uids(f'HEADER Message-ID "{message_id}" UNDELETED'))
        if uids:
            self._server.client.uid("STORE", uids, change, flags)
        return uids

    def _uids(self, criteria: str) -> list[str]:
        return self._server.uids(criteria, charset=None)

    def letter(self, uid: str) -> bytes:
        """The copy as it stands, left unseen or seen as it was."""
        return body_of(self._server, uid, "BODY.PEEK[]")


def body_of(server: MailServer, uid: str, part: str) -> bytes:
    """What FETCH gives for one part of one message; empty where the message is gone."""
    answer = server.client.uid("FETCH", uid, f"({part})")
    check_command_status(answer, MailboxFetchError)
    return next((piece[1] for piece in answer[1] if isinstance(piece, tuple)), b"")


def _name_of(server: MailServer) -> str:
    """By its special use (RFC 6154), else by its usual names. Made where there is none."""
    folders = [folder for folder in server.folder.list() if r"\Noselect" not in folder.flags]
    special = next((folder.name for folder in folders if r"\sent" in [flag.lower() for flag in folder.flags]), "")
    usual = next((folder.name for name in _NAMES for folder in folders if folder.name.lower() == name), "")
    return special or usual or _made(server)


def _made(server: MailServer) -> str:
    server.folder.create("Sent")
    return "Sent"
