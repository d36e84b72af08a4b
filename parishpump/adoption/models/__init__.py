"""What the council adopted: the versions of its policy pack, its own text, its elections, what is on record."""

from parishpump.adoption.models.elections import Election
from parishpump.adoption.models.matters import Matter
from parishpump.adoption.models.packs import AdoptedPack, DraftPack
from parishpump.adoption.models.texts import Matching, PolicyText

__all__ = ["AdoptedPack", "DraftPack", "Election", "Matching", "Matter", "PolicyText"]
