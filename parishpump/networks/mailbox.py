"""A council's mailbox: answers go out by SMTP, and what arrives is read by IMAP.

At most once, over a protocol that cannot be asked whether it took a letter: everything that can fail without harm is
done first (both sign-ins, the address of the recipient), then a flagged copy goes into the Sent folder, then the letter
is handed over, then the flag comes off (see mailbox_sent). So reading back tells three things apart: never sent, sent,
and handed over without an answer. The last cannot be known by any software: `find` and `publish` then raise with an
unknown outcome, again and again, until a person has looked and either taken the flag off or deleted the copy.

Nothing is ever marked as read, moved or deleted in the folders that are listened to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import ClassVar

import httpx

from parishpump.networks.contract import Health, Limits, NetworkError, Parcel, Receipt, Shown
from parishpump.networks.hearing import Batch, Gone, Heard
from parishpump.networks.lengths import require_fit
from parishpump.networks.mailbox_arrivals import next_arrivals
from parishpump.networks.mailbox_sent import Copy, SentFolder
from parishpump.networks.mailbox_wire import (
    Account,
    MailServer,
    address_envelope,
    alone,
    hand_over,
    imap,
    in_time,
    naming,
    smtp,
    way_to,
)
from parishpump.networks.mailbox_writing import Letter, bare_id, letter_of, message_id_of, sender_of, shown_in
from parishpump.networks.readings import refused
from parishpump.networks.refusals import NoModeration
from parishpump.networks.wire import Deadline

TOTAL = 30.0  # seconds for one `publish`, `find` … up to the moment that a letter is handed over
READING = 90.0  # seconds after which `listen` gives what it has

_ASKS_A_PERSON = (
    "This email was handed to the mail server, which did not say whether it took it. Look at the flagged copy in the "
    "mailbox’s Sent folder. If it has arrived, take the flag off. If it has not, delete that copy; then it is sent."
)


class Mailbox(NoModeration):
    """One mailbox, as its owner."""

    name: ClassVar[str] = "mailbox"

    def __init__(
        self, credentials: Mapping[str, str], *, transport: httpx.BaseTransport | None, allow_private: bool
    ) -> None:
        """`transport` is for networks over HTTP: a mailbox has no use for it."""
        self._sender = sender_of(credentials["address"])
        self._account = Account(credentials["username"], credentials["password"])
        self._imap_way = way_to(credentials["imap_server"], credentials["imap_port"], allow_private=allow_private)
        self._smtp_way = way_to(credentials["smtp_server"], credentials["smtp_port"], allow_private=allow_private)

    @classmethod
    def limits(cls) -> Limits:
        return Limits(
            characters=None,
            counts="characters",
            url_counts=None,
            pictures=10,
            picture_bytes=5_000_000,
            alt_required=False,
            edits=False,
            withdraws=False,
        )

    def read_limits(self) -> Limits:
        """The same: what a recipient's server takes is known only when it refuses."""
        return self.limits()

    @alone
    def check(self) -> Health:
        """Sign in to read and to send, and see whether there is a Sent folder."""
        deadline = Deadline(TOTAL)
        try:
            with self._reading(deadline) as server:
                server.folder.set("INBOX", readonly=True)
                SentFolder(server)
            with smtp(self._smtp_way, self._account, deadline):
                pass
        except NetworkError as error:
            if not error.permanent:
                raise
            return Health(ok=False, account="", message=error.detail, ends_at=None)
        return Health(ok=True, account=self._sender.address, message="The mailbox lets us in.", ends_at=None)

    @alone
    def publish(self, parcel: Parcel) -> Receipt:
        """Send it, unless a copy of it is in the Sent folder already."""
        require_fit(parcel, self.limits(), network="A mailbox")
        letter, deadline = letter_of(parcel, self._sender), Deadline(TOTAL)
        with self._reading(deadline) as server:
            sent = SentFolder(server)
            there = sent.look(letter.message_id)
            if there is not None:
                return _receipt_of(there, letter.message_id, outcome_known=False)
            self._send(letter, sent, parcel.written_at, deadline)
        return _receipt(letter.message_id)

    def _send(self, letter: Letter, sent: SentFolder, at: datetime, deadline: Deadline) -> None:
        with smtp(self._smtp_way, self._account, deadline) as line:
            address_envelope(line, self._sender.address, letter.to)
            in_time(deadline)
            with naming(self._imap_way, self._account):
                sent.put(letter.content, at)
            try:
                in_time(deadline)
                hand_over(line, letter.content, self._smtp_way, self._account)
            except NetworkError as error:
                if error.outcome_known:
                    self._afterwards(sent.take_back, letter)
                raise
            self._afterwards(sent.settle, letter)

    def _afterwards(self, tidy: Callable[[str], object], letter: Letter) -> None:
        """What is known stays known, whether or not the Sent folder can be told: its copy then stays flagged."""
        with suppress(NetworkError), naming(self._imap_way, self._account):
            tidy(letter.message_id)

    @alone
    def find(self, parcel: Parcel) -> Receipt | None:
        """Whether it was sent. Raises NetworkError where the mail server never said whether it took it."""
        message_id = message_id_of(parcel, self._sender)
        with self._reading(Deadline(TOTAL)) as server:
            there = SentFolder(server).look(message_id)
        return None if there is None else _receipt_of(there, message_id, outcome_known=True)

    @alone
    def read(self, receipt: Receipt) -> Shown | None:
        """The copy in the Sent folder: what the recipient has cannot be seen."""
        message_id = bare_id(receipt.reference)
        if not message_id or message_id != receipt.reference:
            raise refused("That is not an email of ours.")
        with self._reading(Deadline(TOTAL)) as server:
            sent = SentFolder(server)
            there = sent.look(message_id)
            letter = sent.letter(there.uid) if there is not None and there.settled else b""
        return shown_in(letter, message_id) if letter else None

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        raise refused("An email cannot be corrected once it was sent. Send another one.")

    def withdraw(self, receipt: Receipt) -> None:
        raise refused("An email cannot be taken back once it was sent.")

    @alone
    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        """The next emails in the inbox, those of machines too, as `item`. `under` is for networks with posts."""
        with self._reading(Deadline(READING)) as server:
            return next_arrivals(server, cursor, since=since, deadline=Deadline(READING))

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        """Nothing: an email never changes, and one that we deleted ourselves was not taken back by its author."""
        return ()

    @contextmanager
    def _reading(self, deadline: Deadline) -> Iterator[MailServer]:
        with imap(self._imap_way, self._account, deadline) as server:
            yield server


def _receipt(message_id: str) -> Receipt:
    """No address: an email is nowhere to be seen in public."""
    return Receipt(reference=message_id, address="")


def _receipt_of(copy: Copy, message_id: str, *, outcome_known: bool) -> Receipt:
    """`outcome_known`: whether the call only reads."""
    if not copy.settled:
        raise NetworkError(permanent=True, outcome_known=outcome_known, reason="silent", detail=_ASKS_A_PERSON)
    return _receipt(message_id)
