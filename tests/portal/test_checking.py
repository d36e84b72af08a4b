"""Anybody can check what the council published, without asking it."""

import subprocess
import sys
from datetime import timedelta

import pytest

from parishpump.archive.actions import seal
from parishpump.publishing.actions.amending import withdraw
from tests.conftest import NOON
from tests.portal.conftest import body
from tests.portal.scenes import HALF_PAST, picture


@pytest.fixture
def checker(resident, tmp_path):
    """Saves the checker and a proof as the page says, and runs it there."""

    def check(proof: bytes, *more: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "parishpump_verify.py").write_bytes(resident.get("/checking/parishpump_verify.py").content)
        (tmp_path / "proof.json").write_bytes(proof)
        command = [sys.executable, "parishpump_verify.py", "proof.json", *more]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    check.folder = tmp_path
    return check


def test_the_check_page_says_which_record_and_which_signed_list(resident, sealed):
    page = body(resident.get(f"/n/{sealed.reference}/check/"))

    assert sealed.public.seal[:8] in page
    assert "Post published" in page
    assert "Post approved" in page
    assert "Tuesday 24 November 2026 at 12:01pm" in page
    assert "python3 -m pip install cryptography" in page
    assert f'python3 parishpump_verify.py {sealed.reference}-publication.json --key "northfold.example/record+' in page


def test_before_the_seal_the_page_says_so_and_gives_no_proof(resident, mill_lane):
    page = body(resident.get(f"/n/{mill_lane.reference}/check/"))
    proof = resident.get(f"/n/{mill_lane.reference}/proof.json")

    assert "Not sealed yet. That happens at least every minute" in page
    assert "not sealed yet" in body(resident.get(f"/n/{mill_lane.reference}/"))
    assert (proof.status_code, proof.headers["Retry-After"]) == (503, "60")


@pytest.mark.parametrize(("of", "says"), [("publication", "kind: post published"), ("approval", "kind: post approved")])
def test_the_proof_that_is_saved_is_proved_by_the_checker_that_is_saved(resident, sealed, checker, of, says):
    answer = resident.get(f"/n/{sealed.reference}/proof.json?of={of}")

    result = checker(answer.content, "--key", answer.json()["key"])

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{sealed.reference}-{of}.json"'
    assert result.stdout.startswith("PROVED"), result.stderr
    assert says in result.stdout
    assert sealed.public.seal in result.stdout


def test_a_changed_proof_is_not_proved(resident, sealed, checker):
    proof = resident.get(f"/n/{sealed.reference}/proof.json").content.replace(b"Church Road", b"Ford Street")

    assert "NOT PROVED" in checker(proof).stderr


def test_a_picture_of_the_notice_is_proved_too(resident, pin, checker, communications_officer):
    shown = picture(communications_officer)
    post = pin(pictures=(shown,))
    seal(at=HALF_PAST)
    (checker.folder / "lane.jpg").write_bytes(resident.get(f"/n/{post.reference}/pictures/{shown.sha256}/").content)

    result = checker(resident.get(f"/n/{post.reference}/proof.json").content, "--file", "lane.jpg")

    assert "The record names the file lane.jpg." in result.stdout


def test_the_proof_against_an_older_list_shows_one_history(resident, sealed, checker, corrected):
    old = resident.get("/checking/checkpoint").content
    size = int(old.split(b"\n")[1])
    seal(at=NOON + timedelta(days=2))
    (checker.folder / "kept").write_bytes(old)

    result = checker(resident.get(f"/n/{sealed.reference}/proof.json?against={size}").content, "--checkpoint", "kept")

    assert f"The same history as the checkpoint of {size} records" in result.stdout, result.stderr


def test_of_a_withdrawn_notice_only_the_withdrawal_is_proved(resident, sealed, clerk):
    withdraw(sealed, reason="Called off.", by=clerk, at=HALF_PAST)
    seal(at=HALF_PAST)

    proof = resident.get(f"/n/{sealed.reference}/proof.json")

    assert '"kind":"post withdrawn"' in proof.json()["record"]
    assert resident.get(f"/n/{sealed.reference}/proof.json?of=publication").status_code == 404
    assert "Church Road" not in proof.content.decode() + body(resident.get(f"/n/{sealed.reference}/check/"))


def test_the_page_on_checking_lists_the_last_thirty_signed_heads(resident, pin):
    for number in range(32):
        pin(title=f"Notice {number}", at=NOON + timedelta(minutes=number))
        seal(at=NOON + timedelta(minutes=number, seconds=30))

    page = body(resident.get("/checking/"))

    assert "30 signed heads, the newest first" in page
    assert "12:31pm" in page
    assert "at 12:01pm" not in page


def test_signed_heads_and_the_proof_between_them_are_public(resident, sealed, corrected):
    seal(at=NOON + timedelta(days=2))
    newest = resident.get("/checking/checkpoint")
    new = int(newest.content.split(b"\n")[1])
    old = new - 1

    assert newest.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert newest.content.startswith(b"northfold.example/record\n")
    assert resident.get("/checking/checkpoint", {"size": new}).content == newest.content
    assert resident.get("/checking/consistency", {"from": old, "to": new}).json()["new"] == new


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?from=1",
        "?from=x&to=2",
        "?from=0&to=1",
        "?from=5&to=2",
        "?from=1&to=999999",
        "?from=1&to=99999999999999999999999999",
        "?from=-1&to=1",
    ],
)
def test_a_proof_that_cannot_be_made_is_refused_in_words(resident, sealed, query):
    answer = resident.get(f"/checking/consistency{query}")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_before_the_first_seal_there_is_no_head_and_no_key(resident):
    assert resident.get("/checking/checkpoint").status_code == 404
    assert "Nothing is sealed yet." in body(resident.get("/checking/"))


@pytest.mark.parametrize("query", ["of=draft", "of=withdrawal", "against=99999999"])
def test_a_proof_of_what_there_is_not(resident, sealed, query):
    assert resident.get(f"/n/{sealed.reference}/proof.json?{query}").status_code in (400, 404)


def test_the_check_page_takes_a_bounded_number_of_queries(resident, sealed, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        resident.get(f"/n/{sealed.reference}/check/")
