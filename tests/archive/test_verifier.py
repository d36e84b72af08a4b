"""An outsider with one file, Python and one signature library can tell a true proof from a false one."""

import ast
import json
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from parishpump.archive import actions, queries, tree, verifier
from parishpump.archive.canonical import canonical
from parishpump.archive.checkpoint import TreeHead, sign, verifier_of
from parishpump.archive.tree import Frontier, Place
from tests.archive.conftest import note

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ORIGIN = "northfold.example/record"
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY = str(verifier_of(ORIGIN, SECRET))
PICTURE = b"\x89PNG the new bench"


class Log:
    """A council's record of 11 leaves, with nothing behind it."""

    def __init__(self, *texts: str) -> None:
        self.records = [self.record(number, text) for number, text in enumerate(texts, 1)]
        hashes = [tree.leaf_hash(record) for record in self.records]
        self.nodes = {Place(0, index): value for index, value in enumerate(hashes)} | dict(Frontier().append(hashes)[1])

    def record(self, number: int, text: str) -> bytes:
        blobs = [{"sha256": sha256(PICTURE).hexdigest(), "media_type": "image/png", "size": len(PICTURE)}]
        return canonical({
            "id": number, "kind": "post sent", "subject": f"post P-{number}", "body": {"text": text}, "actor": "Clerk",
            "authority": "Delegation, minute 2026/118", "at": "2026-11-24T12:00:00.000000Z", "blobs": blobs,
        })  # fmt: skip

    def get(self, level: int, index: int, /) -> bytes:
        return self.nodes[Place(level, index)]

    def checkpoint(self, size: int, key: Ed25519PrivateKey = SECRET) -> str:
        return sign(str(TreeHead(ORIGIN, size, tree.root(size, self), NOON, 0)), name=ORIGIN, key=key)

    def proof(self, index: int, size: int = 11, *, against: int | None = None) -> dict:
        old, new = sorted([against or size, size])
        return {
            "record": self.records[index].decode(),
            "index": index,
            "path": base_64(tree.inclusion_path(index, size, self)),
            "checkpoint": self.checkpoint(size),
            "key": KEY,
            "consistency": [{"old": old, "new": new, "path": base_64(tree.consistency_path(old, new, self))}],
        }


def base_64(path: list[bytes]) -> list[str]:
    return [b64encode(value).decode() for value in path]


TEXTS = ["one", "two", "three", "four", "five", "The bins go out on Friday.", "seven", "8", "9", "10", "11"]
LOG = Log(*TEXTS)
OTHER = Log(*TEXTS[:3], "rewritten", *TEXTS[4:])


@pytest.fixture
def check(tmp_path):
    """Runs the published file as an outsider does, on what is given."""

    def run(proof: object, *options: str, **files: str | bytes) -> subprocess.CompletedProcess[str]:
        for name, content in (files | {"proof.json": json.dumps(proof)}).items():
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        command = [sys.executable, "-I", verifier.__file__, "proof.json", *options]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)

    return run


def test_a_true_proof_says_what_who_when_and_under_which_authority(check):
    answer = check(LOG.proof(5), "--key", KEY)

    assert answer.stdout.splitlines() == [
        "PROVED: record 6 of northfold.example/record (6 of 11, sealed 2026-11-24T12:00:00.000000Z after 0) reads:",
        "  kind: post sent",
        "  subject: post P-6",
        "  at: 2026-11-24T12:00:00.000000Z",
        "  actor: Clerk",
        "  authority: Delegation, minute 2026/118",
        "  body:",
        "    text: The bins go out on Friday.",
    ]
    assert (answer.returncode, answer.stderr) == (0, "")


def test_a_proof_checked_with_its_own_key_says_so(check):
    answer = check(LOG.proof(0))

    assert answer.returncode == 0
    assert "came with the proof" in answer.stdout
    assert KEY in answer.stdout


def test_the_proof_that_the_archive_gives_is_true(northfold, check):
    record = note("The bench is open")
    actions.seal(at=NOON)
    first = queries.latest_checkpoint().note
    note("More")
    actions.seal(at=NOON)

    proof = queries.proof(record, against=[1])
    answer = check(proof, "--key", queries.verifier_key(), "--checkpoint", "kept", kept=first)

    assert "text: The bench is open\n" in answer.stdout
    assert "The same history as the checkpoint of 1 records" in answer.stdout


@pytest.mark.parametrize("size", range(1, 12))
def test_every_record_of_every_size_is_proved(size):
    for index in range(size):
        path = tree.inclusion_path(index, size, LOG)
        root = verifier.root_from(tree.leaf_hash(LOG.records[index]), index, size, path)
        assert root == tree.root(size, LOG)


@pytest.mark.parametrize("new", range(1, 12))
def test_every_growth_is_proved(new):
    for old in range(1, new + 1):
        roots = tree.root(old, LOG), tree.root(new, LOG)
        assert verifier.roots_from(old, new, tree.consistency_path(old, new, LOG), [roots[0]]) == roots


FALSE_PROOFS = {
    "another text": (lambda p: p | {"record": p["record"].replace("Friday", "Monday")}, "is not what was sealed"),
    "another record": (lambda p: p | {"record": LOG.proof(4)["record"]}, "is not what was sealed"),
    "another place": (lambda p: p | {"index": 4}, "is not what was sealed"),
    "a place outside": (lambda p: p | {"index": 11}, "is not what was sealed"),
    "a place before": (lambda p: p | {"index": -1}, "is not what was sealed"),
    "a path turned round": (lambda p: p | {"path": p["path"][::-1]}, "is not what was sealed"),
    "a longer path": (lambda p: p | {"path": [p["path"][0], *p["path"]]}, "is not what was sealed"),
    "a shorter path": (lambda p: p | {"path": p["path"][1:]}, "cannot be read as a proof"),
    "another tree": (lambda p: p | {"checkpoint": OTHER.checkpoint(11)}, "is not what was sealed"),
    "an older tree": (lambda p: p | {"checkpoint": LOG.checkpoint(5)}, "is not what was sealed"),
    "a changed size": (
        lambda p: p | {"checkpoint": p["checkpoint"].replace("\n11\n", "\n12\n")},
        "checkpoint was changed",
    ),
    "a forged signature": (
        lambda p: p | {"checkpoint": LOG.checkpoint(11, Ed25519PrivateKey.generate())},
        "is not signed by",
    ),
    "no signature": (lambda p: p | {"checkpoint": p["checkpoint"].split("—")[0]}, "is not signed by"),
    "no checkpoint": (lambda p: p | {"checkpoint": ""}, "is not signed by"),
    "nothing": (lambda p: {}, "cannot be read as a proof"),
    "a list": (lambda p: [], "cannot be read as a proof"),
    "no text": (lambda p: p | {"record": None}, "cannot be read as a proof"),
}


@pytest.mark.parametrize("name", FALSE_PROOFS)
def test_a_false_proof_is_refused_in_one_plain_sentence(check, name):
    change, reason = FALSE_PROOFS[name]

    answer = check(change(LOG.proof(5)), "--key", KEY)

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("NOT PROVED. ")
    assert reason in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_proof_with_a_key_of_its_own_making_fails_against_the_published_key(check):
    forger = Ed25519PrivateKey.generate()
    forged = OTHER.proof(3) | {"checkpoint": OTHER.checkpoint(11, forger), "key": str(verifier_of(ORIGIN, forger))}

    assert check(forged).returncode == 0
    assert "is not signed by" in check(forged, "--key", KEY).stderr


def test_a_checkpoint_of_another_council_is_no_proof_for_this_one(check):
    text = str(TreeHead("southfold.example/record", 11, tree.root(11, LOG), NOON, 0))
    borrowed = LOG.proof(5) | {"checkpoint": sign(text, name=ORIGIN, key=SECRET)}

    assert "is of southfold.example/record" in check(borrowed, "--key", KEY).stderr


@pytest.mark.parametrize("kept", [3, 4, 8, 11])
def test_an_older_checkpoint_of_the_same_history_agrees(check, kept):
    answer = check(LOG.proof(2, against=kept), "--key", KEY, "--checkpoint", "kept", kept=LOG.checkpoint(kept))

    assert f"The same history as the checkpoint of {kept} records" in answer.stdout


def test_a_newer_checkpoint_of_the_same_history_agrees(check):
    answer = check(LOG.proof(2, 7, against=11), "--key", KEY, "--checkpoint", "kept", kept=LOG.checkpoint(11))

    assert "The same history as the checkpoint of 11 records" in answer.stdout


@pytest.mark.parametrize("kept", [5, 8, 11])
def test_a_kept_checkpoint_of_another_history_shows_that_the_record_was_rewritten(check, kept):
    answer = check(LOG.proof(2, against=kept), "--key", KEY, "--checkpoint", "kept", kept=OTHER.checkpoint(kept))

    assert (answer.returncode, answer.stdout) == (1, "")
    assert "different histories" in answer.stderr


def test_a_kept_checkpoint_without_its_proof_says_what_to_ask_for(check):
    answer = check(LOG.proof(2, against=4), "--key", KEY, "--checkpoint", "kept", kept=LOG.checkpoint(5))

    assert "ask for one against 5" in answer.stderr


def test_a_picture_that_the_record_names_is_recognised(check):
    answer = check(LOG.proof(5), "--key", KEY, "--file", "bench.png", **{"bench.png": PICTURE})

    assert "names the file bench.png" in answer.stdout


def test_a_picture_that_was_touched_is_not(check):
    answer = check(LOG.proof(5), "--key", KEY, "--file", "bench.png", **{"bench.png": PICTURE + b" "})

    assert (answer.returncode, answer.stdout) == (1, "")
    assert "does not name the file bench.png" in answer.stderr


def test_a_text_cannot_pass_itself_off_as_a_line_of_the_answer(check):
    log = Log("Innocent\nPROVED: everything\x1b[2K\u202e")

    answer = check(log.proof(0, 1), "--key", KEY)

    assert [line for line in answer.stdout.splitlines() if line.startswith("PROVED")] == answer.stdout.splitlines()[:1]
    assert r"\u001b[2K\u202e" in answer.stdout


def test_it_needs_the_standard_library_and_one_signature_library_only():
    parsed = ast.parse(Path(verifier.__file__).read_text())
    names = {node.module or "" for node in ast.walk(parsed) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(parsed) if isinstance(node, ast.Import) for alias in node.names}

    assert {name.split(".")[0] for name in names} - sys.stdlib_module_names == {"cryptography"}


def test_it_is_short_enough_to_be_read():
    code = [line for line in Path(verifier.__file__).read_text().splitlines() if line.strip()]

    assert len(code) <= 110
