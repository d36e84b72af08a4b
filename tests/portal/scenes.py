"""Notices that really went the whole way: written, approved, delivered to the noticeboard."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from parishpump.channels.models import Channel
from parishpump.people.models import Person
from parishpump.publishing.actions.deciding import approve
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.picturing import add_picture
from parishpump.publishing.content import PictureUse
from parishpump.publishing.models import Post
from tests.conftest import NOON
from tests.publishing.lives import submitted

HALF_PAST = NOON + timedelta(minutes=30)


def put_up(
    by: Person, approver: Person, *channels: Channel, at: datetime = NOON, post: Post | None = None, **more: Any
) -> Post:
    """A notice on the noticeboard; with `post`, a correction of that one."""
    revision = submitted(by, *channels, at=at, post=post, **more)
    approve(revision, by=approver, at=at)
    deliver(now=lambda: at + timedelta(seconds=1))
    return Post.objects.select_related("public").get(id=revision.post_id)


def picture(by: Person, *, alt: str = "A narrow lane with a red and white barrier") -> PictureUse:
    """A picture with everything that the policy asks of one."""
    out = BytesIO()
    Image.new("RGB", (640, 250), "seagreen").save(out, "PNG")
    row = add_picture(out.getvalue(), filename="lane.png", by=by, at=NOON)
    return PictureUse(
        picture_id=row.id,
        sha256=row.sha256,
        alt=alt,
        owner="Northfold Parish Council",
        licence="Own work",
        credit="Northfold Parish Council",
        filename="lane.png",
    )
