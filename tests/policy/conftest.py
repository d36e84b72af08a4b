"""Drafts, packs and the moment at which the policy's tests judge."""

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parishpump.policy.check import Limit, parse_draft
from parishpump.policy.draft import Draft
from parishpump.policy.findings import Verdict
from parishpump.policy.judge import judge
from parishpump.policy.packs import Pack, load_pack

# A Sunday.
AT = datetime.fromisoformat("2026-11-22T10:00+00:00")
POSTS = Path(__file__).parent / "posts"
LIMITS = {"narrow": Limit(100), "bluesky": Limit(300, "graphemes")}

COMPLETE = {
    "category": "village life",
    "sources": ["Minute 2026/114"],
    "expiry": "2027-12-31",
    "purpose": "People know what is happening",
    "audience": "Everybody in the parish",
    "channels": ["noticeboard"],
}


def draft_of(**said: Any) -> Draft:
    """A complete draft, with what a test says laid over it."""
    return parse_draft(json.dumps({**COMPLETE, "text": "The bridge is open.", **said}), LIMITS)


def posts(name: str) -> list[Mapping[str, Any]]:
    """The posts of one file."""
    return list(tomllib.loads((POSTS / f"{name}.toml").read_text(encoding="utf-8"))["post"])


def draft_from(post: Mapping[str, Any]) -> Draft:
    """The draft that a post of a file describes."""
    about = ("name", "about", "finds", "also", "words", "warned")
    return draft_of(**{key: value for key, value in post.items() if key not in about})


@pytest.fixture
def lenham() -> Pack:
    return load_pack("lenham")


@pytest.fixture
def judged(lenham: Pack) -> Callable[..., Verdict]:
    """Judge a complete draft with what is said laid over it."""

    def judge_it(**said: Any) -> Verdict:
        return judge(draft_of(**said), lenham, AT)

    return judge_it


def rules_of(verdict: Verdict) -> set[str]:
    """The names of the rules that found something."""
    return {finding.rule for finding in verdict.findings}
