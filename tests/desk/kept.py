"""Posts whose warnings were kept with a reason, for the pages that count them."""

from datetime import datetime
from typing import Any

from parishpump.publishing.actions.deciding import submit
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Revision
from tests.conftest import NOON
from tests.desk.scenes import Desk
from tests.publishing.lives import content

PURPOSE = ("intent.purpose", "")


def kept(
    desk: Desk, *, reason: str = "Everybody knows what a notice is for.", at: datetime = NOON, **more: Any
) -> Revision:
    """Submitted without a purpose: the warning about it is kept, with the reason."""
    facts = {"purpose": "", **more}
    return submit(
        begin_post(by=desk.officer, at=at),
        content(desk.noticeboard, **facts),
        overrides={PURPOSE: reason},
        by=desk.officer,
        at=at,
    )
