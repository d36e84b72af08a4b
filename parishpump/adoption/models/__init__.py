"""What the council adopted: the versions of its policy pack, its own text as it was read, and its elections."""

from parishpump.adoption.models.elections import Election
from parishpump.adoption.models.packs import AdoptedPack, DraftPack
from parishpump.adoption.models.texts import Matching, PolicyText

__all__ = ["AdoptedPack", "DraftPack", "Election", "Matching", "PolicyText"]
