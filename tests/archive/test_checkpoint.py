"""Checkpoints are signed notes that other people's tools can read."""

from base64 import b64decode
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from parishpump.archive.checkpoint import BadNote, TreeHead, Verifier, open_note, sign, verifier_of

# The example in the documentation of Go's sumdb/note, the format's origin.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = Ed25519PrivateKey.from_private_bytes(b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:])
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
NOTE = f"{TEXT}\n— PeterNeumann {SIGNATURE}\n"
NOON = datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)
ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="  # origin, size and root are the specification's example
HEAD = TreeHead("example.com/behind-the-sofa", 20852163, b64decode(ROOT), NOON, 20852100)


def test_the_published_note_opens_with_its_published_key():
    assert open_note(NOTE, Verifier.read(KEY)) == TEXT


def test_signing_the_published_text_gives_the_published_note():
    assert sign(TEXT, name="PeterNeumann", key=SECRET) == NOTE
    assert str(verifier_of("PeterNeumann", SECRET)) == KEY


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 127))
def test_a_note_with_any_changed_letter_does_not_open(place, mask):
    changed = TEXT[:place] + chr(ord(TEXT[place]) ^ mask) + TEXT[place + 1 :]

    with pytest.raises(BadNote):
        open_note(NOTE.replace(TEXT, changed), Verifier.read(KEY))


@pytest.mark.parametrize("place", range(len(KEY)))
def test_a_mangled_key_is_not_a_key(place):
    mangled = KEY[:place] + chr(ord(KEY[place]) + 1) + KEY[place + 1 :]

    with pytest.raises(BadNote):
        Verifier.read(mangled)
    with pytest.raises(BadNote):
        Verifier.read(KEY[:place])


@pytest.mark.parametrize("place", range(len(SIGNATURE)))
def test_a_note_with_any_changed_letter_of_its_signature_does_not_open(place):
    changed = SIGNATURE[:place] + chr(ord(SIGNATURE[place]) ^ 1) + SIGNATURE[place + 1 :]

    with pytest.raises(BadNote):
        open_note(NOTE.replace(SIGNATURE, changed), Verifier.read(KEY))


@pytest.mark.parametrize(
    "note", ["", "\n", TEXT, TEXT + "\n", NOTE.rstrip(), NOTE.replace("— Pet", "- Pet"), NOTE + "more\n"]
)
def test_what_is_no_signed_note_does_not_open(note):
    with pytest.raises(BadNote):
        open_note(note, Verifier.read(KEY))


def test_the_signature_of_somebody_else_is_passed_over():
    witness = Ed25519PrivateKey.generate()
    witnessed = NOTE + sign(TEXT, name="witness.example", key=witness).rpartition("\n\n")[2]

    assert open_note(witnessed, Verifier.read(KEY)) == TEXT
    assert open_note(witnessed, verifier_of("witness.example", witness)) == TEXT


def test_a_note_of_another_key_with_the_same_name_does_not_open():
    forged = sign(TEXT, name="PeterNeumann", key=Ed25519PrivateKey.generate())

    with pytest.raises(BadNote, match="did not sign"):
        open_note(forged, Verifier.read(KEY))


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\nbreak"])
def test_a_key_name_that_a_note_could_not_carry_is_refused(name):
    with pytest.raises(BadNote):
        Verifier(name, bytes(32))


def test_a_tree_head_is_written_as_the_checkpoint_format_says():
    *first_three, sealed, end = str(HEAD).split("\n")

    assert first_three == ["example.com/behind-the-sofa", "20852163", ROOT]
    assert (sealed, end) == ("sealed 2026-11-22T12:00:00.250000Z after 20852100", "")


def test_a_tree_head_reads_back_as_it_was_written():
    assert TreeHead.read(str(HEAD)) == HEAD


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("\n208", "\n0208"),
        ("\n2", "\n٢"),
        (" 20852100", ""),
        ("100\n", "100\n\n"),
        ("2I=", "2I"),
        ("2I=", "2J="),
        ("T12", " 12"),
    ],
)
def test_a_tree_head_written_in_another_way_is_refused(was, becomes):
    with pytest.raises(BadNote):
        TreeHead.read(str(HEAD).replace(was, becomes))
