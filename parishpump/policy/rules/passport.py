"""No picture leaves whose passport the council's library finds wanting."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack


def incomplete(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Everything that the use of a picture rests on is in its passport, and nobody shown took their consent back."""
    for number, media in enumerate(draft.media, 1):
        for words in media.lacks:
            yield Finding(
                field=f"media:{number}",
                message=f"The passport of picture {number} is not complete. {words[:300]}.",
                fix="Enter it in the passport of the picture, or take the picture out.",
            )


def retired(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A picture that was taken out of use stays out of use."""
    for number, media in enumerate(draft.media, 1):
        if media.retired:
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} was taken out of use: {media.retired[:300].rstrip('.')}.",
                fix="Take the picture out, or choose another from the library.",
            )


RULES = {"passport.incomplete": incomplete, "passport.retired": retired}
