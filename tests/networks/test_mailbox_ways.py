"""The way to a mail server: encrypted, and never into our own network."""

import pytest

from parishpump.networks.contract import NetworkError
from parishpump.networks.mailbox import Mailbox
from parishpump.networks.mailbox_wire import way_to
from tests.fakes.fake_mail_server import FakeMailServer


@pytest.mark.parametrize(
    ("server", "port", "security"),
    [("imap.northfold.example", "993", "tls"), ("imap.northfold.example", "143", "starttls"),
     ("smtp.northfold.example", "587", "starttls"), ("smtp.northfold.example", "465", "tls"),
     ("smtp.northfold.example", "2465", "tls"), ("starttls://smtp.northfold.example", "2587", "starttls")],
)  # fmt: skip
def test_the_way_to_a_mail_server_is_encrypted(server: str, port: str, security: str) -> None:
    assert way_to(server, port, allow_private=False).security == security


@pytest.mark.parametrize(
    ("server", "port"),
    [("plain://imap.northfold.example", "143"), ("https://imap.northfold.example", "993"), ("a b", "993"), ("", "993"),
     ("imap.northfold.example", "x"), ("imap.northfold.example", "70000"), ("clerk:secret@imap.example", "993")],
)  # fmt: skip
def test_a_way_that_would_not_do_is_refused(server: str, port: str) -> None:
    with pytest.raises(NetworkError) as refusal:
        way_to(server, port, allow_private=False)

    assert refusal.value.permanent
    assert "secret" not in refusal.value.detail


@pytest.mark.parametrize("which", ["imap_server", "smtp_server"])
def test_a_mail_server_inside_our_own_network_is_not_called(server: FakeMailServer, which: str) -> None:
    public = {"imap_server": "tls://127.0.0.1", "smtp_server": "tls://127.0.0.1"}
    mailbox = Mailbox({**server.credentials, **public}, transport=None, allow_private=False)

    health = mailbox.check()

    assert not health.ok
    assert "public internet" in health.message
