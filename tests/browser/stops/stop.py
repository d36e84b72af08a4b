"""One page to look at, and as whom."""

from dataclasses import dataclass

from django.urls import reverse

from tests.browser.lived_in import Facts

CLERK, OFFICER, COUNCILLOR, RESIDENT, HALF_IN = "clerk", "officer", "councillor", "resident", "half signed in"


@dataclass(frozen=True)
class Stop:
    """One page: its URL name, what it is about (names of `Facts`), who looks, and a query."""

    who: str
    name: str
    about: tuple[str, ...] = ()
    query: str = ""

    def path(self, facts: Facts) -> str:
        return reverse(self.name, args=[facts.get(one, one) for one in self.about]) + self.query

    def __str__(self) -> str:
        return (
            "-".join((self.name, *self.about))
            + self.query.replace("?", "-").replace("=", "-")
            + ("" if self.who == CLERK else f"-as-{self.who}")
        )


def stops(who: str, name: str, *about: str | tuple[str, ...]) -> list[Stop]:
    """The same page about one thing after the other."""
    return [Stop(who, name, one if isinstance(one, tuple) else (one,)) for one in about]
