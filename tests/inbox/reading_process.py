"""One turn of the reader in a process of its own, on a small network of four messages: to be killed."""

import sys
import time
from pathlib import Path

MARK = "in the call"


def main(folder: str, pace: str) -> None:
    """Read everything that is due; `slow`: say in the folder that the network was asked, and dawdle."""
    import django

    django.setup()
    from django.utils import timezone

    from parishpump.inbox.reader import Reader
    from tests.inbox.hearing import Village, opened, said

    village = Village(size=4)
    village.say(*(said(f"at://village/{number}", f"Number {number}") for number in range(4)))

    def dawdle() -> None:
        if pace == "slow":
            (Path(folder) / MARK).touch()
            time.sleep(3)

    village.before_answering = dawdle
    Reader(now=timezone.now, opened=opened(village)).read()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
