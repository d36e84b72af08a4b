"""Judge a draft that lies in a file: what `parishpump policy check` prints."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from parishpump.policy.draft_file import Limit, parse_draft
from parishpump.policy.errors import DraftError
from parishpump.policy.findings import Finding
from parishpump.policy.judge import judge
from parishpump.policy.packs import load_pack

__all__ = ["Limit", "parse_draft", "run_check"]

# A draft's file is small; a larger one is refused before it is read.
_LARGEST_FILE = 8_000_000


def run_check(
    path: str | Path, pack_name: str, at: datetime, limits: Mapping[str, Limit] | None = None
) -> dict[str, Any]:
    """The verdict on the draft in a JSON file, ready to print.

    Spans point into `text`; a finding about another field has none and names its field in the message.
    Raises DraftError for the file and PackError for the pack.
    """
    pack = load_pack(pack_name)
    verdict = judge(parse_draft(_read(Path(path)), limits), pack, at)
    return {"verdict": verdict.outcome, "findings": [_printed(finding) for finding in verdict.findings]}


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise DraftError([f"{path} is larger than {_LARGEST_FILE:,} bytes"])
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DraftError([f"{path} cannot be read: {error}"]) from error


def _printed(finding: Finding) -> dict[str, Any]:
    in_text = finding.field == "text" and finding.span is not None
    elsewhere = finding.field.startswith("channel:") or finding.field == "headline"
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "strength": finding.strength,
        "span": list(finding.span) if in_text and finding.span else None,
        "message": f"In the {_place(finding.field)}: {finding.message}" if elsewhere else finding.message,
        "fix": finding.fix,
    }


def _place(field: str) -> str:
    return f"text for {field.removeprefix('channel:')}" if field.startswith("channel:") else field
