"""A message with everything that the lists found in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parishpump.policy.triage.message import Message, read_message
from parishpump.policy.triage.phrasebook import Hit, phrasebook
from parishpump.policy.triage.suggestions import Reason

# More would say nothing new.
_REASONS_SHOWN = 3


@dataclass(frozen=True)
class Findings:
    """The message, and its hits by section."""

    message: Message
    hits: Mapping[str, list[Hit]]

    def of(self, *sections: str) -> list[Hit]:
        """The hits of these sections, in the order given."""
        return [hit for section in sections for hit in self.hits.get(section, ())]

    def sentence(self, hit: Hit) -> int:
        """The number of the sentence in which a hit stands."""
        return self.message.words[hit.first].sentence

    def sentences(self, hits: Iterable[Hit]) -> set[int]:
        """The numbers of their sentences."""
        return {self.sentence(hit) for hit in hits}

    def words(self, hit: Hit) -> set[str]:
        """The plain words of a hit."""
        return {word.plain for word in self.message.words[hit.first : hit.last + 1]}

    def reasons(self, label: str, hits: Iterable[Hit]) -> list[Reason]:
        """The words of the first hits as reasons; one that lies within another is left out."""
        shown: list[Hit] = []
        for hit in hits:
            if not any(each.first <= hit.last and hit.first <= each.last for each in shown):
                shown.append(hit)
            if len(shown) == _REASONS_SHOWN:
                break
        return [self.reason(label, hit.first, hit.last) for hit in shown]

    def reason(self, label: str, first: int, last: int) -> Reason:
        """A reason made of the words from `first` to `last`."""
        return Reason(label, *self.message.quoted(first, last))


def findings(text: str) -> Findings:
    """Read a text and look up every list."""
    message = read_message(text)
    return Findings(message, phrasebook().find(message))
