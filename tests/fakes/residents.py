"""What residents do on a fake network: they write, think better of it, and are moderated."""

from datetime import UTC, datetime

from tests.fakes.asked import Written


class Residents:
    """Everything that people wrote to the account, in the order in which it came. Keys are those of `hearing.Heard`."""

    def __init__(self) -> None:
        self.written: dict[str, Written] = {}
        self.blocked: set[str] = set()
        self.reported: list[tuple[str, str]] = []

    def says(self, text: str, *, answers: str, author: str = "Dog walker", at: datetime | None = None) -> str:
        """Somebody answers a post of ours, or another resident. Returns the key."""
        above = self.written.get(answers)
        key = self.key_for(len(self.written) + 1)
        thread = above.thread if above else (answers or key)
        self.written[key] = Written(key, text, author, at or datetime.now(UTC), answers, thread)
        return key

    def changes(self, key: str, text: str) -> None:
        self.written[key].text = text
        self.written[key].version += 1

    def takes_back(self, key: str) -> None:
        self.written[key].gone = True

    @property
    def there(self) -> list[Written]:
        return [one for one in self.written.values() if not one.gone]

    def key_for(self, number: int) -> str:
        raise NotImplementedError
