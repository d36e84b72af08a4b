"""The stages of a deployment request and of its versions, and which step may follow which. Pure."""

DRAFTED, SUBMITTED, SENT_BACK, REFUSED = "drafted", "submitted", "sent back", "refused"
APPROVED, SUPERSEDED, ENDED = "approved", "superseded", "ended"

# A version is what was submitted: it is never drafted, and it is its deployment that ends.
VERSION_STAGES = (SUBMITTED, SENT_BACK, REFUSED, APPROVED, SUPERSEDED)

_STEPS: dict[str, frozenset[str]] = {
    "approve": frozenset({SUBMITTED}),
    "send back": frozenset({SUBMITTED}),
    "refuse": frozenset({SUBMITTED}),
    "change": frozenset({DRAFTED, SUBMITTED, SENT_BACK, APPROVED}),
    "submit": frozenset({DRAFTED, SUBMITTED, SENT_BACK, APPROVED}),
    "end": frozenset({DRAFTED, SUBMITTED, SENT_BACK, REFUSED, APPROVED}),
}


class NotNow(ValueError):
    """The step does not fit the stage that the request is in."""

    def __init__(self, step: str, stage: str) -> None:
        self.step, self.stage = step, stage
        super().__init__(f"Cannot {step} what is {stage}.")


def require(stage: str, *, allows: str) -> None:
    """Let a step through, or say why not."""
    if stage not in _STEPS[allows]:
        raise NotNow(allows, stage)


def allows(stage: str, step: str) -> bool:
    """Whether a step fits a stage: what a page offers."""
    return stage in _STEPS[step]
