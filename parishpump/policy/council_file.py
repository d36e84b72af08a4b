"""What a draft's file says of the council: what it has on record, read strictly."""

from datetime import datetime, time

from parishpump.policy.draft import ClosedItem, CouncilFacts, Election, MinutedPosition, SensitivePeriod
from parishpump.policy.json_reader import Reader


def council_of(top: Reader) -> CouncilFacts:
    """The object `council` of a draft's file; faults are gathered in the reader."""
    row = top.inner("council")
    row.only(
        "elections", "minuted_positions", "named_parties_approved", "known_parties", "own_contacts", "members",
        "partners", "sensitive_periods", "closed_items", "live_matters",
    )  # fmt: skip
    return CouncilFacts(
        elections=tuple(election for election in row.each("elections", _election) if election),
        minuted_positions=row.each("minuted_positions", _position, MinutedPosition),
        named_parties_approved=row.names("named_parties_approved"),
        known_parties=row.names("known_parties"),
        own_contacts=row.names("own_contacts"),
        members=row.names("members"),
        partners=row.names("partners"),
        sensitive_periods=tuple(period for period in row.each("sensitive_periods", _period) if period),
        closed_items=row.each("closed_items", _closed_item, ClosedItem),
        live_matters=row.names("live_matters"),
    )


def _position(row: Reader) -> MinutedPosition:
    row.only("words", "reference")
    return MinutedPosition(row.words("words"), row.words("reference"))


def _closed_item(row: Reader) -> ClosedItem:
    row.only("words", "reference")
    return ClosedItem(row.words("words"), row.words("reference"))


def _election(row: Reader) -> Election | None:
    row.only("area", "notice", "poll", "candidates")
    notice, poll = _needed(row, "notice"), _needed(row, "poll")
    if notice is None or poll is None:
        return None
    return Election(row.words("area"), notice, _close_of_poll(poll), row.names("candidates"))


def _period(row: Reader) -> SensitivePeriod | None:
    row.only("name", "opens", "closes")
    opens, closes = _needed(row, "opens"), _needed(row, "closes", at_end_of_day=True)
    if opens is None or closes is None:
        return None
    return SensitivePeriod(row.words("name"), opens, closes)


def _needed(row: Reader, key: str, at_end_of_day: bool = False) -> datetime | None:
    moment = row.moment(key, at_end_of_day)
    if moment is None and not row.values.get(key):
        row.faults.append(f"{row.path}{key} is missing")
    return moment


def _close_of_poll(poll: datetime) -> datetime:
    """A poll given by its day alone closes at 22:00 (Representation of the People Act 1983, Schedule 1, rule 1)."""
    return poll.replace(hour=22) if poll.time() == time() else poll
