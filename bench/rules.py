"""How often each rule of the policy is right, on the posts of the tests, and how long one judgement takes."""

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parishpump.policy.draft import Draft
from parishpump.policy.findings import Strength
from parishpump.policy.judge import judge
from parishpump.policy.packs import Pack, load_pack
from tests.policy.conftest import AT, POSTS, draft_from, draft_of, posts

_ROUNDS = 5
_LONG = 2000


@dataclass(frozen=True)
class Record:
    """What one rule did on the posts: caught what it should, missed it, or spoke where nothing was wrong."""

    rule: str
    strength: Strength
    on: bool
    caught: int
    missed: int
    false: int

    @property
    def precision(self) -> float:
        """The share of its findings that are right; 1 where it found nothing."""
        found = self.caught + self.false
        return self.caught / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of the faults of its kind that it finds; 1 where there are none."""
        there = self.caught + self.missed
        return self.caught / there if there else 1.0


def rules() -> dict[str, float]:
    """Print every rule's precision and recall under Lenham's pack; the figures sum them up."""
    pack = load_pack("lenham")
    records = measured(pack, every_post())
    print(f"{'rule':30}{'strength':>9}{'caught':>8}{'missed':>8}{'false':>7}{'precision':>11}{'recall':>8}")
    for each in sorted(records, key=lambda record: (record.precision, record.recall, record.rule)):
        print(
            f"{each.rule:30}{each.strength if each.on else 'off':>9}{each.caught:8}{each.missed:8}{each.false:7}"
            f"{each.precision:11.2f}{each.recall:8.2f}"
        )
    return {**_summed(records), **_timed(pack)}


def every_post() -> list[Mapping[str, Any]]:
    """All posts of the tests, clean and faulty."""
    return [post for file in sorted(POSTS.glob("*.toml")) for post in posts(file.stem)]


def measured(pack: Pack, all_posts: Iterable[Mapping[str, Any]]) -> list[Record]:
    """The record of every rule of a pack. A post says in `finds`, `also` and `warned` which rules are right there."""
    caught: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for post in all_posts:
        found = {finding.rule for finding in judge(draft_from(post), pack, AT).findings}
        there = {*post.get("finds", ()), *post.get("also", ()), *post.get("warned", ())}
        caught.update(found & there)
        missed.update(there - found)
        false.update(found - there)
    return [
        Record(entry.id, entry.strength, entry.on, caught[entry.id], missed[entry.id], false[entry.id])
        for entry in pack.rules.values()
    ]


def _summed(records: list[Record]) -> dict[str, float]:
    on = [record for record in records if record.on]
    caught, missed, false = (sum(getattr(each, name) for each in on) for name in ("caught", "missed", "false"))
    return {
        "rules_on": len(on),
        "rules_precision": caught / (caught + false),
        "rules_recall": caught / (caught + missed),
        "rules_below_0.9": sum(1 for record in on if record.precision < 0.9),
    }


def _timed(pack: Pack) -> dict[str, float]:
    everyday = [draft_from(post) for post in every_post()]
    long = draft_of(text=" ".join(post["text"] for post in posts("clean"))[:_LONG])
    _milliseconds([*everyday[:3], long], pack)
    each, longest = _milliseconds(everyday, pack), _milliseconds([long] * 20, pack)
    return {
        "judge_median_ms": statistics.median(each),
        "judge_p95_ms": each[int(len(each) * 0.95)],
        "judge_2000_median_ms": statistics.median(longest),
        "judge_2000_p95_ms": longest[int(len(longest) * 0.95)],
    }


def _milliseconds(drafts: list[Draft], pack: Pack) -> list[float]:
    """Milliseconds of the processor, so that a busy machine tells the same."""
    taken = []
    for draft in drafts:
        for _ in range(_ROUNDS):
            start = time.process_time()
            judge(draft, pack, AT)
            taken.append((time.process_time() - start) * 1000)
    return sorted(taken)
