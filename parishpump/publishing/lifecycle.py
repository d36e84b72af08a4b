"""The stages of a revision and the states of a delivery, and which step may follow which. Pure."""

DRAFTED, SUBMITTED, SENT_BACK, EXPIRED = "drafted", "submitted", "sent back", "expired"
APPROVED, SUPERSEDED, WITHDRAWN = "approved", "superseded", "withdrawn"
STAGES = (SUBMITTED, SENT_BACK, EXPIRED, APPROVED, SUPERSEDED, WITHDRAWN)

STEPS: dict[str, frozenset[str]] = {
    "approve": frozenset({SUBMITTED}),
    "agree": frozenset({SUBMITTED}),
    "send back": frozenset({SUBMITTED}),
    "expire": frozenset({SUBMITTED}),
    "ask again": frozenset({APPROVED}),
    "supersede": frozenset({SUBMITTED, SENT_BACK, EXPIRED, APPROVED}),
    "withdraw": frozenset({APPROVED, SUPERSEDED}),
}

PUBLISH, CORRECT, WITHDRAW = "publish", "correct", "withdraw"
DEEDS = (PUBLISH, CORRECT, WITHDRAW)

WAITING, SENDING, SENT, REJECTED, UNKNOWN = "waiting", "sending", "sent", "rejected", "unknown"
HELD, STOPPED, CANCELLED = "held", "stopped", "void"
STATES = (WAITING, SENDING, SENT, REJECTED, UNKNOWN, HELD, STOPPED, CANCELLED)

# waiting → sending → sent | rejected | unknown, and unknown → sent | waiting only by reading the network back.
MOVES: dict[str, frozenset[str]] = {
    WAITING: frozenset({SENDING, SENT, HELD, STOPPED, CANCELLED}),
    SENDING: frozenset({SENT, REJECTED, UNKNOWN, WAITING}),
    UNKNOWN: frozenset({SENT, WAITING}),
    HELD: frozenset({UNKNOWN, STOPPED, CANCELLED}),
    STOPPED: frozenset({WAITING, CANCELLED}),
    REJECTED: frozenset({WAITING, CANCELLED}),
    SENT: frozenset(),
    CANCELLED: frozenset(),
}


class NotNow(ValueError):
    """The step does not fit the stage that the thing is in."""

    def __init__(self, step: str, stage: str) -> None:
        self.step, self.stage = step, stage
        super().__init__(f"Cannot {step} what is {stage}.")


def require(stage: str, *, allows: str) -> None:
    """Let a step through, or say why not."""
    if stage not in STEPS[allows]:
        raise NotNow(allows, stage)


def require_move(state: str, to: str) -> None:
    """Let a delivery change its state, or say why not."""
    if to not in MOVES[state]:
        raise NotNow(f"become {to}", state)
