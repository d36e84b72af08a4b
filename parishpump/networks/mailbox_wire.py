"""The way to a mail server: only to checked machines, encrypted, with time-outs, and every failure named."""

import imaplib
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Literal, ParamSpec, TypeVar

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError, MailboxLoginError

from parishpump.networks.addresses import NoSuchNameError, NotPublicError, machines_of
from parishpump.networks.contract import NetworkError, Reason
from parishpump.networks.wire import Deadline

CONNECT, READ = 5.0, 20.0  # seconds
WE_ARE = "[127.0.0.1]"  # what mail programs say where SMTP asks for a name of theirs (RFC 5321, 4.1.3)

P = ParamSpec("P")
R = TypeVar("R")
Security = Literal["tls", "starttls", "plain"]

_STARTTLS_PORTS = (25, 143, 587)
_SAID = 240  # characters of a server's own words that we pass on
# RFC 5530: the server is in trouble; the password may be right.
_PASSING = ("[UNAVAILABLE]", "[SERVERBUG]", "[INUSE]", "[LIMIT]", "[CONTACTADMIN]")
_TOO_LATE = "The mail servers took too long. Nothing was sent."


class NotConnectedError(OSError):
    """No machine behind a name took the connection, for the reason given."""


@dataclass(frozen=True)
class Way:
    """Where a mail server is and how the way there is protected."""

    host: str
    port: int
    security: Security
    allow_private: bool

    def connect(self, deadline: Deadline) -> socket.socket:
        """A connection to a machine that we may call, encrypted from its first byte where `security` is tls."""
        patience = Deadline(min(CONNECT, deadline.left()))
        failed = TimeoutError.__name__
        for machine in machines_of(self.host, self.port, allow_private=self.allow_private, within=patience.left()):
            try:
                connection = socket.create_connection((machine, self.port), max(0.001, patience.left()))
            except OSError as error:
                failed = type(error).__name__
            else:
                return self._protected(connection, max(0.001, min(READ, deadline.left())))
        raise NotConnectedError(failed)

    def _protected(self, connection: socket.socket, patience: float) -> socket.socket:
        connection.settimeout(patience)
        if self.security != "tls":
            return connection
        try:
            return tls().wrap_socket(connection, server_hostname=self.host)
        except OSError:
            connection.close()
            raise


@dataclass(frozen=True)
class Account:
    """Who signs in to a mail server."""

    user: str
    password: str = field(repr=False)

    def hidden_in(self, words: str) -> str:
        """The words of a server without the password, in whatever form it was sent there."""
        plain = f"\0{self.user}\0{self.password}".encode()
        forms = {self.password, b64encode(self.password.encode()).decode(), b64encode(plain).decode()}
        for form in sorted(filter(None, forms), key=len, reverse=True):
            words = words.replace(form, "[hidden]")
        return words


@cache
def tls() -> ssl.SSLContext:
    """Encryption as the system does it: the certificate and the name in it are checked."""
    return ssl.create_default_context()


def way_to(server: str, port: str, *, allow_private: bool) -> Way:
    """The way to a server as a clerk typed it.

    Ports 25, 143 and 587 begin unencrypted and change over (STARTTLS), all others begin encrypted. `starttls://…`,
    `tls://…` and, where we may call machines inside our own network, `plain://…` before the name say otherwise.
    Raises NetworkError for what cannot be right.
    """
    scheme, found, host = server.strip().rstrip("/").rpartition("://")
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else 0
    problem = ""
    if not host or any(character <= " " or character in "/@:?#[]" for character in host):
        problem = "Give the plain name of the mail server, such as mail.northfold.example."
    elif not 0 < number < 65536:
        problem = "The port of a mail server is a number, such as 993."
    elif found and scheme not in ("tls", "starttls", "plain"):
        problem = "Give the name of the mail server only, without what stands before it."
    elif scheme == "plain" and not allow_private:
        problem = "The way to the mail server must be encrypted, so that nobody on the way can read the password."
    if problem:
        raise NetworkError(permanent=True, outcome_known=True, reason="unreachable", detail=problem)
    return Way(host, number, _security(scheme, number), allow_private)


def _security(scheme: str, port: int) -> Security:
    if scheme == "plain":
        return "plain"
    if scheme == "starttls" or (not scheme and port in _STARTTLS_PORTS):
        return "starttls"
    return "tls"


class _Imap(imaplib.IMAP4):
    def __init__(self, way: Way, deadline: Deadline) -> None:
        self._way, self._deadline = way, deadline
        super().__init__(way.host, way.port)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._way.connect(self._deadline)


class MailServer(BaseMailBox):
    """imap-tools on a way of ours. Its `flag` and `delete` also expunge what others marked: they are not used here."""

    client: imaplib.IMAP4

    def __init__(self, way: Way, deadline: Deadline) -> None:
        self._way, self._deadline = way, deadline
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = _Imap(self._way, self._deadline)
        try:
            if self._way.security == "starttls":
                client.starttls(tls())
        except BaseException:
            with suppress(OSError):
                client.shutdown()
            raise
        return client


class _Smtp(smtplib.SMTP):
    def __init__(self, way: Way, deadline: Deadline) -> None:
        self._way, self._deadline = way, deadline
        super().__init__(way.host, way.port, local_hostname=WE_ARE, timeout=READ)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._way.connect(self._deadline)


@contextmanager
def imap(way: Way, account: Account, deadline: Deadline) -> Iterator[MailServer]:
    """Signed in to read, with no folder opened. Raises NetworkError, whose outcome is known."""
    with naming(way, account):
        server = MailServer(way, deadline)
        try:
            if account.user.isascii():
                server.login(account.user, account.password, initial_folder=None)
            else:
                server.login_utf8(account.user, account.password, initial_folder=None)
            yield server
        finally:
            _hang_up(server.client)


def _hang_up(client: imaplib.IMAP4) -> None:
    with suppress(imaplib.IMAP4.error, OSError):
        client.logout()
    with suppress(OSError):
        client.shutdown()


@contextmanager
def smtp(way: Way, account: Account, deadline: Deadline) -> Iterator[smtplib.SMTP]:
    """Signed in to send. Raises NetworkError, whose outcome is known: the letter itself goes through `hand_over`."""
    with naming(way, account):
        line = _Smtp(way, deadline)
        try:
            if way.security == "starttls":
                line.starttls(context=tls())
            line.login(account.user, account.password)
            yield line
        finally:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()
            line.close()


def address_envelope(line: smtplib.SMTP, sender: str, to: str) -> None:
    """Say from whom and to whom. Refused here, nothing was sent."""
    line.ehlo_or_helo_if_needed()
    _accepted(*line.mail(sender))
    _accepted(*line.rcpt(to))


def hand_over(line: smtplib.SMTP, letter: bytes, way: Way, account: Account) -> None:
    """Send the letter itself. A lost answer leaves the outcome unknown: the server may have taken it."""
    with naming(way, account, outcome_known=False):
        code, said = line.data(letter)
        _accepted(code, said)


def _accepted(code: int, said: bytes) -> None:
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, said)


@contextmanager
def naming(way: Way, account: Account, *, outcome_known: bool = True) -> Iterator[None]:
    """Turn whatever a mail library raises into a NetworkError. A plain no of the server's is always a known outcome."""
    try:
        yield
    except (imaplib.IMAP4.error, ImapToolsError, smtplib.SMTPException, NotPublicError, NoSuchNameError, OSError) as e:
        problem = _named(e, way, account, outcome_known=outcome_known)
    else:
        return
    raise problem from None


def _named(error: Exception, way: Way, account: Account, *, outcome_known: bool) -> NetworkError:
    if isinstance(error, MailboxLoginError):
        return _login_refused(error, way, account)
    if isinstance(error, smtplib.SMTPResponseException):
        return _smtp_refused(error, way, account)
    if isinstance(error, (NotPublicError, NoSuchNameError)) or _before_a_connection(error):
        return _unreachable(error, way)
    return _lost(error, way, account, outcome_known)


def _login_refused(error: MailboxLoginError, way: Way, account: Account) -> NetworkError:
    said = _words(error.command_result[1], account)
    if any(code in said for code in _PASSING):
        return _problem("server error", f"{way.host} is in trouble: {said}", permanent=False)
    return _problem("sign-in refused", f"{way.host} does not let us in: {said}", permanent=True)


def _smtp_refused(error: smtplib.SMTPResponseException, way: Way, account: Account) -> NetworkError:
    """5xx is a refusal, 4xx asks to try later (RFC 5321, 4.2.1); after either the letter was not taken."""
    said = f"({error.smtp_code}): {_words([error.smtp_error], account)}"
    if error.smtp_code < 500:
        return _problem("server error", f"{way.host} asks us to try later {said}", permanent=False)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _problem("sign-in refused", f"{way.host} does not let us in {said}", permanent=True)
    return _problem("refused", f"{way.host} refused it {said}", permanent=True)


def _before_a_connection(error: Exception) -> bool:
    return isinstance(error, (NotConnectedError, ssl.SSLCertVerificationError, smtplib.SMTPNotSupportedError))


def _unreachable(error: Exception, way: Way) -> NetworkError:
    if isinstance(error, NotPublicError):
        what, permanent = "is not on the public internet, so we do not call it", True
    elif isinstance(error, ssl.SSLCertVerificationError):
        what, permanent = "has a certificate that is not valid for that name", False
    elif isinstance(error, smtplib.SMTPNotSupportedError):
        what, permanent = "offers no encryption, or takes no password, on that port", True
    else:
        what, permanent = f"cannot be reached ({error})", False
    return _problem("unreachable", f"{way.host} {what}. Nothing was sent.", permanent=permanent)


def _lost(error: Exception, way: Way, account: Account, outcome_known: bool) -> NetworkError:
    """Silence, or words that are no answer. An IMAP server's plain no, too: what it was asked for is not there."""
    if isinstance(error, ImapToolsError):
        detail = f"{way.host} would not do that: {_words(getattr(error, 'command_result', ('', []))[1], account)}"
        return _problem("server error", detail, permanent=False)
    return NetworkError(
        permanent=False,
        outcome_known=outcome_known,
        reason="silent",
        detail=f"{way.host} did not answer ({type(error).__name__}).",
    )


def _problem(reason: Reason, detail: str, *, permanent: bool) -> NetworkError:
    return NetworkError(permanent=permanent, outcome_known=True, reason=reason, detail=detail)


def _words(said: object, account: Account) -> str:
    """What a server said, short, printable and without the password."""
    pieces = said if isinstance(said, list) else [said]
    text = " ".join(piece.decode(errors="replace") if isinstance(piece, bytes) else str(piece) for piece in pieces)
    plain = " ".join("".join(one if one.isprintable() else " " for one in account.hidden_in(text)).split())
    return plain[:_SAID]


def alone(call: Callable[P, R]) -> Callable[P, R]:
    """A NetworkError that leaves `call` leaves it alone: what a library raised before it may quote a password."""

    @wraps(call)
    def called(*args: P.args, **options: P.kwargs) -> R:
        try:
            return call(*args, **options)
        except NetworkError as error:
            problem = error.with_traceback(None)
        problem.__context__ = None
        raise problem

    return called


def in_time(deadline: Deadline) -> None:
    """Go no further once the time is over: nothing was sent yet."""
    if not deadline.left():
        raise NetworkError(permanent=False, outcome_known=True, reason="silent", detail=_TOO_LATE)
