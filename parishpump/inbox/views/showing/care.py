"""Reports of abuse in words: where each stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from parishpump.inbox.display import one_line
from parishpump.inbox.models import AbuseReport, AbuseStep
from parishpump.inbox.queries.care import SETTLED, standing_of

_KINDS = {AbuseStep.NOTHING: "quiet", AbuseStep.LOOKED: "due"}


def stands(step: AbuseStep | None) -> tuple[str, str]:
    """Where a report stands: the kind of box, and its words."""
    if step is None:
        return "due", "Reported: waits for somebody to look"
    words = step.get_what_display()
    kind = _KINDS.get(step.what, "done" if step.what in SETTLED else "due")
    return kind, f"{words}, {step.reference}" if step.reference else words


@dataclass(frozen=True)
class ReportRow:
    """One report in the list."""

    report: AbuseReport
    kind: str
    words: str
    about: str


def rows_of_reports(found: Iterable[AbuseReport]) -> list[ReportRow]:
    """The rows of the list; what was said is not repeated there."""
    return [ReportRow(one, *stands(standing_of(one.steps.all())), about=_about(one)) for one in found]


def _about(one: AbuseReport) -> str:
    if one.message is not None:
        return f"{one.get_where_display()}, {one.message.reference}"
    return one_line(one.get_where_display())
