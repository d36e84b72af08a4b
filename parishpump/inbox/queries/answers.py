"""Answers that the council gave before, for everybody: which of them come near to a new question."""

from dataclasses import dataclass
from datetime import datetime

from parishpump.inbox.likeness import ALIKE, alike, sketch_of
from parishpump.inbox.models import PublicAnswer

MOST = 3  # offered beside one message
_LOOKED_THROUGH = 500  # published answers, the newest first


@dataclass(frozen=True)
class AlikeAnswer:
    """A public answer that comes near. `shared`: how many of 32 places its words have in common with the question."""

    answer: PublicAnswer
    shared: int


def alike_answers(text: str, *, at: datetime) -> list[AlikeAnswer]:
    """Published answers that come near to a text, the nearest first. One query."""
    sketch = sketch_of(text)
    if not sketch:
        return []
    published = PublicAnswer.objects.filter(
        ended_at__isnull=True, post__published_at__lte=at, post__withdrawal__isnull=True
    ).select_related("post")
    found = [AlikeAnswer(one, alike(sketch, one.sketch)) for one in published.order_by("-id")[:_LOOKED_THROUGH]]
    near = [one for one in found if one.shared >= ALIKE]
    return sorted(near, key=lambda one: (-one.shared, -one.answer.id))[:MOST]
