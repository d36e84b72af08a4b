"""Writers who have read the standards of their office, so that they can begin to write."""

from parishpump.people.models import Person
from parishpump.people.queries import acting
from parishpump.publishing.actions.guiding import acknowledge
from parishpump.publishing.queries.guided import standards_of
from parishpump.publishing.queries.policy import pack_in_force
from tests.conftest import NOON


def having_read(person: Person) -> Person:
    """The person, who has said that they read the standards of the policy in force."""
    pack = pack_in_force(NOON).pack
    acknowledge(pack, standards_of(acting(person, at=NOON), pack), by=person, at=NOON)
    return person
