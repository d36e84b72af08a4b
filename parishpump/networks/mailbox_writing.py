"""A letter as it is sent: our own Message-ID, the thread that it belongs to, and pictures with their words. Pure."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, parseaddr

from parishpump.networks.contract import Parcel, Picture, Shown
from parishpump.networks.markup import page, paragraphs, plain
from parishpump.networks.readings import refused

# One line a header: Python folds a long Message-ID into something that is no Message-ID any more.
_POLICY = SMTP.clone(max_line_length=990, cte_type="7bit")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,250}>")
_ADDRESS = re.compile(r"[^\s@<>()\[\]:;,\\\"]{1,64}@[^\s@<>()\[\]:;,\\\"]+\.?[^\s@<>()\[\]:;,\\\"]+")
_SUBJECT = 80  # characters of the first line that make a subject where the parcel has no title
_NOBODY_READS = re.compile(r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@", re.IGNORECASE)


@dataclass(frozen=True)
class Sender:
    """Whose mailbox it is: `name` may be empty."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Letter:
    """A letter ready to go: `message_id` with its angle brackets, `content` as RFC 5322 bytes."""

    message_id: str
    to: str
    content: bytes


def sender_of(said: str) -> Sender:
    """The mailbox's own address as a clerk typed it, a name before it or not. Raises NetworkError for what is none."""
    name, address = parseaddr(said)
    whole = _whole(address)
    if not whole:
        raise refused("That is not an email address. Write it like clerk@northfold.example.")
    return Sender(name, whole)


def message_id_of(parcel: Parcel, sender: Sender) -> str:
    """The same for every attempt, so that a letter can be looked for whatever became of the answer."""
    return f"<pp-{parcel.key}@{sender.domain}>"


def bare_id(key: str) -> str:
    """The Message-ID in the key of an email that we heard, "" where it has none that can be answered to."""
    found = _MESSAGE_ID.match(key)
    return found.group() if found else ""


def letter_of(parcel: Parcel, sender: Sender) -> Letter:
    """The parcel as a letter. Raises NetworkError where it says nobody to send it to, or nobody who would read it."""
    to = _recipient(parcel)
    if to.lower() == sender.address.lower():
        raise refused("It would go to the mailbox that sends it.")
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = _subject(parcel)
    message["Date"] = format_datetime(parcel.written_at)
    message["Message-ID"] = message_id_of(parcel, sender)
    for name, said in _thread(parcel).items():
        message[name] = said
    message.set_content(parcel.text)
    if parcel.pictures:
        _add_pictures(message, parcel)
    return Letter(message_id_of(parcel, sender), to, message.as_bytes())


def shown_in(letter: bytes, message_id: str) -> Shown:
    """What a letter of ours says: its words, and the alt text of each picture."""
    message = message_from_bytes(letter, EmailMessage, policy=_POLICY)
    words, html = message.get_body(("plain",)), message.get_body(("html",))
    text = words.get_content().replace("\r\n", "\n").removesuffix("\n") if words is not None else ""
    alts = page(html.get_content()).alts if html is not None else ()
    return Shown(text, alts, "", message_id)


def _recipient(parcel: Parcel) -> str:
    found = getaddresses([parcel.to])
    to = _whole(found[0][1]) if len(found) == 1 else ""
    if not parcel.to.strip():
        raise refused("It says nobody to send it to. A mailbox answers emails; it has no public page.")
    if not to:
        raise refused("The address that it should go to is no email address that we can send to.")
    if _NOBODY_READS.match(to):
        raise refused("The address that it should go to belongs to a machine. Nobody would read it.")
    return to


def _whole(address: str) -> str:
    """The address with its domain as mail servers write it, "" where it cannot be one."""
    if not _ADDRESS.fullmatch(address) or not address.isprintable():
        return ""
    name, _, domain = address.rpartition("@")
    try:
        whole = f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return ""
    return whole if whole.isascii() else ""


def _subject(parcel: Parcel) -> str:
    first_line = parcel.text.strip().partition("\n")[0]
    short = first_line if len(first_line) <= _SUBJECT else first_line[:_SUBJECT].rpartition(" ")[0] + " …"
    title = "".join(one if one.isprintable() else " " for one in parcel.title or short)
    subject = " ".join(title.split())
    if parcel.in_reply_to and not re.match(r"re\s*:", subject, re.IGNORECASE):
        return f"Re: {subject}"
    return subject


def _thread(parcel: Parcel) -> dict[str, str]:
    """RFC 5322, 3.6.4: what it answers, and the conversation from its first message on."""
    answered = bare_id(parcel.in_reply_to)
    if not answered:
        return {}
    chain = dict.fromkeys(filter(None, (bare_id(parcel.thread), answered)))
    return {"In-Reply-To": answered, "References": " ".join(chain)}


def _add_pictures(message: EmailMessage, parcel: Parcel) -> None:
    """The same words as HTML, with the pictures in it and their alt text."""
    figures = [f'<p><img src="cid:{_cid(parcel, n)}" alt="{plain(one.alt)}"></p>' for n, one in _numbered(parcel)]
    message.add_alternative("\n".join([paragraphs(parcel.text), *figures]), subtype="html")
    html = list(message.iter_parts())[-1]
    assert isinstance(html, MIMEPart)
    for number, picture in _numbered(parcel):
        kind = picture.media_type.rpartition("/")[2]
        html.add_related(
            picture.content,
            maintype="image",
            subtype=kind,
            cid=f"<{_cid(parcel, number)}>",
            filename=f"picture-{number}.{kind.replace('jpeg', 'jpg')}",
            disposition="inline",
        )


def _numbered(parcel: Parcel) -> list[tuple[int, Picture]]:
    return list(enumerate(parcel.pictures, start=1))


def _cid(parcel: Parcel, number: int) -> str:
    return f"{number}.{parcel.key}@parishpump"
