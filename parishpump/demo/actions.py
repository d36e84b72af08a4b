"""What people and programs do on the demonstration network."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from parishpump.demo.models import Account, Block, DemoPicture, DemoPost, Reply, handle_of
from parishpump.demo.parcels import NotTaken, Sent, SentPicture

A_WHILE = timedelta(minutes=10)
MOST_A_VISITOR = 6  # replies in a while
MOST_IN_ALL = 60


class NotNow(ValueError):
    """A reply is not taken; the message says why. `status` is what HTTP calls it."""

    status = 429


class TooMany(NotNow):
    """Too many replies in a short time."""


class Blocked(NotNow):
    """The account wants no answer from this name."""

    status = 403


def open_account(name: str, *, handle: str, token: str) -> Account:
    """Let somebody in with a new token; the one before is no longer taken."""
    account, _ = Account.objects.update_or_create(handle=handle, defaults={"name": name, "token_hash": hashed(token)})
    return account


@transaction.atomic
def put_up(account: Account, sent: Sent, *, at: datetime) -> tuple[DemoPost, bool]:
    """Take a post, once for each key. Returns it, and whether it is new. Raises NotTaken where its thread is gone."""
    there = DemoPost.objects.filter(account=account, key=sent.key, gone_at=None).first()
    if there is not None:
        return there, False
    thread, answered = _answered(account, sent.answers)
    post, new = DemoPost.objects.get_or_create(
        account=account,
        key=sent.key,
        gone_at=None,
        defaults={
            "text": sent.text,
            "written_at": sent.written_at or at,
            "arrived_at": at,
            "thread": thread,
            "in_answer_to": answered,
        },
    )
    if new:
        _hang(post, sent.pictures)
    return post, new


def _answered(account: Account, answers: str) -> tuple[DemoPost | None, Reply | None]:
    """The first post of the thread, and the reply in it, that an answer is to."""
    if not answers:
        return None, None
    if not answers.removeprefix("reply-").isdecimal():
        raise NotTaken("answers names nothing here.", status=400)
    number = int(answers.removeprefix("reply-"))
    reply = None
    if answers.startswith("reply-"):
        reply = Reply.objects.filter(id=number, gone_at=None, post__account=account, post__gone_at=None).first()
        post = reply.post if reply else None
    else:
        post = DemoPost.objects.filter(id=number, account=account, gone_at=None).first()
    if post is None:
        raise NotTaken("What it answers is no longer there.")
    return post.thread or post, reply


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
    """Answer a post as anybody. Raises NotNow."""
    if Block.objects.filter(account=post.account_id, handle=handle_of(author)).exists():
        raise Blocked(f"{post.account} takes no answers from {author} at present.")
    lately = Reply.objects.filter(at__gt=at - A_WHILE)
    if lately.filter(sender=sender).count() >= MOST_A_VISITOR or lately.count() >= MOST_IN_ALL:
        raise TooMany("That is enough for a while. Come back in ten minutes.")
    return Reply.objects.create(post=post, author=author, text=text, sender=sender, at=at)


def change_reply(said: Reply, *, text: str, at: datetime) -> Reply:
    """Its author has thought better of the words."""
    said.text, said.changed_at = text, at
    said.save(update_fields=["text", "changed_at"])
    return said


def take_back(said: Reply, *, at: datetime) -> None:
    """Its author deletes it: nobody sees it any more, and the words are gone."""
    said.text, said.gone_at = "", at
    said.save(update_fields=["text", "gone_at"])


def hide(said: Reply, *, at: datetime) -> None:
    """Put it out of everybody's sight but the account's own."""
    Reply.objects.filter(id=said.id, hidden_at=None).update(hidden_at=at)


def show(said: Reply) -> None:
    """Let everybody see it again."""
    Reply.objects.filter(id=said.id).update(hidden_at=None)


def block(account: Account, handle: str) -> None:
    """From now on nobody answers this account under this handle."""
    Block.objects.get_or_create(account=account, handle=handle[:60])


def unblock(account: Account, handle: str) -> None:
    """Let them answer again."""
    Block.objects.filter(account=account, handle=handle[:60]).delete()


def hashed(token: str) -> str:
    """A token as it is kept."""
    return sha256(token.encode()).hexdigest()


def sender_at(address: str) -> str:
    """A name for whoever writes from this network address, from which the address cannot be read."""
    return sha256(f"{settings.SECRET_KEY} {address}".encode()).hexdigest()[:32]


def _hang(post: DemoPost, pictures: tuple[SentPicture, ...]) -> None:
    rows = [DemoPicture(post=post, place=place, **vars(one)) for place, one in enumerate(pictures)]
    DemoPicture.objects.bulk_create(rows)
