"""A real Postfix and a real Dovecot: three mailboxes that can write to each other, and to nobody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.real_networks.processes import NOBODY, SCRIPTS, cached, free_port, run, running, tool, workplace

CLERK, RESIDENT, TEAM = "clerk@northfold.example", "resident@village.example", "garden@village.example"
PASSWORDS = {CLERK: "the-clerks-password", RESIDENT: "the-residents-password", TEAM: "the-teams-password"}
_QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")
_POSTFIX_USER, _POSTFIX_GROUP = "www-data", "mail"  # every Debian has them; nothing of theirs is used


@dataclass(frozen=True)
class MailServers:
    """Where they are. `folder` holds the mail, `certificate` is what a client has to trust."""

    folder: Path
    ports: dict[str, int]

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    @property
    def credentials(self) -> dict[str, str]:
        return self.credentials_of(CLERK)

    def credentials_of(self, address: str, *, security: str = "plain") -> dict[str, str]:
        """What lets one of the two in, by `plain`, `starttls` or `tls`."""
        imap, smtp = ("IMAPS", "SMTPS") if security == "tls" else ("IMAP", "SMTP")
        return {
            "address": address,
            "username": address,
            "password": PASSWORDS[address],
            "imap_server": f"{security}://localhost",
            "imap_port": str(self.ports[imap]),
            "smtp_server": f"{security}://localhost",
            "smtp_port": str(self.ports[smtp]),
        }

    def maildir(self, address: str) -> Path:
        return self.folder / "mail" / address

    def letters(self, address: str) -> list[Path]:
        """What lies in a mailbox, a file each."""
        return [*self.maildir(address).glob("new/*"), *self.maildir(address).glob("cur/*")]

    def empty(self) -> None:
        """Throw everything away: UIDs go on rising."""
        for address in PASSWORDS:
            for file in self.letters(address):
                file.unlink()


@contextmanager
def mail_servers() -> Iterator[MailServers]:
    if os.geteuid() != 0:
        raise PermissionError("Postfix starts as root only: run these tests as root, in a container for example.")
    with workplace("mail") as folder:
        unpacked = Path(shutil.copytree(cached("mail"), folder / "unpacked", symlinks=True))
        servers = MailServers(folder, {name: free_port() for name in ("IMAP", "IMAPS", "SMTP", "SMTPS")})
        _prepare(servers, unpacked)
        with dovecot(servers), _postfix(servers, unpacked):
            yield servers


@contextmanager
def dovecot(servers: MailServers) -> Iterator[None]:
    folder = servers.folder
    config, programs = folder / "dovecot.conf", folder / "unpacked" / "usr"
    # `dovecot` would look for `doveconf` in /usr/bin: the other way round it finds everything.
    command = [
        programs / "bin" / "doveconf", "-f", "service=master", "-c", config, "-m", "master", "-x",
        "-e", programs / "sbin" / "dovecot", "-F", "-c", config,
    ]  # fmt: skip
    log, port = folder / "dovecot.log", servers.ports["IMAP"]
    with running(*command, log=log, port=port, as_nobody=True, ends_by="SIGTERM"):
        yield


@contextmanager
def _postfix(servers: MailServers, unpacked: Path) -> Iterator[None]:
    env = {"MAIL_CONFIG": str(servers.folder / "postfix"), "LD_LIBRARY_PATH": str(unpacked / "usr/lib/postfix")}
    master = unpacked / "usr/lib/postfix/sbin/master"
    log, port = servers.folder / "master.log", servers.ports["SMTP"]
    with running(master, "-d", log=log, port=port, env=env, ends_by="SIGTERM"):
        yield


def _prepare(servers: MailServers, unpacked: Path) -> None:
    folder = servers.folder
    run(
        tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
    )  # fmt: skip
    (folder / "key.pem").chmod(0o644)
    (folder / "users").write_text("".join(f"{who}:{{PLAIN}}{secret}\n" for who, secret in PASSWORDS.items()))
    for name in ("dovecot", "mail"):
        (folder / name).mkdir()
        os.chown(folder / name, NOBODY, NOBODY)
    _prepare_queue(folder / "postfix")
    facts = {"FOLDER": folder, "UNPACKED": unpacked, **servers.ports}
    _fill_in("dovecot.conf", folder, facts)
    for name in ("main.cf", "master.cf"):
        _fill_in(name, folder / "postfix", facts)


def _prepare_queue(postfix: Path) -> None:
    for name in _QUEUES:
        (postfix / "queue" / name).mkdir(parents=True, mode=0o700)
        shutil.chown(postfix / "queue" / name, _POSTFIX_USER)
    (postfix / "queue" / "pid").mkdir()
    for name, mode in (("public", 0o710), ("maildrop", 0o730)):
        (postfix / "queue" / name).mkdir()
        (postfix / "queue" / name).chmod(mode)
        shutil.chown(postfix / "queue" / name, _POSTFIX_USER, _POSTFIX_GROUP)
    (postfix / "data").mkdir()
    shutil.chown(postfix / "data", _POSTFIX_USER)


def _fill_in(name: str, folder: Path, facts: dict[str, object]) -> None:
    text = (SCRIPTS / "mail" / name).read_text()
    for fact, value in facts.items():
        text = text.replace(f"@{fact}@", str(value))
    (folder / name).write_text(text)
