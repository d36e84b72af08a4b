"""What people and programs do on the demonstration network."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from parishpump.demo.models import Account, DemoPicture, DemoPost, Reply
from parishpump.demo.parcels import Sent, SentPicture

A_WHILE = timedelta(minutes=10)
MOST_A_VISITOR = 6  # replies in a while
MOST_IN_ALL = 60


class TooMany(ValueError):
    """Too many replies in a short time."""


def open_account(name: str, *, handle: str, token: str) -> Account:
    """Let somebody in with a new token; the one before is no longer taken."""
    account, _ = Account.objects.update_or_create(handle=handle, defaults={"name": name, "token_hash": hashed(token)})
    return account


@transaction.atomic
def put_up(account: Account, sent: Sent, *, at: datetime) -> tuple[DemoPost, bool]:
    """Take a post, once for each key. Returns it, and whether it is new."""
    post, new = DemoPost.objects.get_or_create(
        account=account,
        key=sent.key,
        gone_at=None,
        defaults={"text": sent.text, "written_at": sent.written_at or at, "arrived_at": at},
    )
    if new:
        _hang(post, sent.pictures)
    return post, new


@transaction.atomic
def change(post: DemoPost, sent: Sent, *, at: datetime) -> DemoPost:
    """Put new words and pictures in the place of those that are there."""
    post.text, post.changed_at = sent.text, at
    post.save(update_fields=["text", "changed_at"])
    post.pictures.all().delete()
    _hang(post, sent.pictures)
    return post


def take_down(post: DemoPost, *, at: datetime) -> None:
    """The post is no longer there for anybody."""
    post.gone_at = at
    post.save(update_fields=["gone_at"])


@transaction.atomic
def reply(post: DemoPost, *, author: str, text: str, sender: str, at: datetime) -> Reply:
    """Answer a post as anybody. Raises TooMany."""
    lately = Reply.objects.filter(at__gt=at - A_WHILE)
    if lately.filter(sender=sender).count() >= MOST_A_VISITOR or lately.count() >= MOST_IN_ALL:
        raise TooMany("That is enough for a while. Come back in ten minutes.")
    return Reply.objects.create(post=post, author=author, text=text, sender=sender, at=at)


def hashed(token: str) -> str:
    """A token as it is kept."""
    return sha256(token.encode()).hexdigest()


def sender_at(address: str) -> str:
    """A name for whoever writes from this network address, from which the address cannot be read."""
    return sha256(f"{settings.SECRET_KEY} {address}".encode()).hexdigest()[:32]


def _hang(post: DemoPost, pictures: tuple[SentPicture, ...]) -> None:
    rows = [DemoPicture(post=post, place=place, **vars(one)) for place, one in enumerate(pictures)]
    DemoPicture.objects.bulk_create(rows)
