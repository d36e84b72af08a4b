"""Which policy is in force, what the council's own text says, its elections, and what is on record."""

from parishpump.adoption.queries.elections import elections_on_record, members_on_record
from parishpump.adoption.queries.matters import matters_on_record
from parishpump.adoption.queries.packs import pack_in_force

__all__ = ["elections_on_record", "matters_on_record", "members_on_record", "pack_in_force"]
