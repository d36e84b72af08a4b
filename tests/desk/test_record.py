"""The sealed record as officers look through it."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from parishpump.archive import verifier
from parishpump.archive.actions import seal
from parishpump.archive.models import Record
from tests.conftest import NOON
from tests.publishing.pages import said

VERIFIER = Path(verifier.__file__)


@pytest.fixture
def approval(desk) -> Record:
    """The record of an approval, sealed."""
    desk.approved("Mill Lane closed")
    seal(at=NOON)
    return Record.objects.get(kind="post approved")


def test_the_newest_stands_on_top_with_who_and_under_what(as_clerk, approval):
    page = said(as_clerk.get("/record/"))

    assert "Post approved post P-2026-0001" in page
    assert "Clerk Clerk, minute 2026/118" in page
    assert page.index("Post approved") < page.index("Post submitted")


def test_it_is_found_by_words_in_any_of_their_forms_and_by_kind(as_clerk, approval):
    assert "Post submitted" in said(as_clerk.get("/record/?words=repair")).partition("newest first")[2]
    by_kind = said(as_clerk.get("/record/", {"kind": "post approved"})).partition("newest first")[2]

    assert "Post approved" in by_kind
    assert "Post submitted" not in by_kind


def test_words_that_nothing_has_are_said_again(as_clerk, approval):
    assert "No record says “zanzibar”." in said(as_clerk.get("/record/?words=zanzibar"))


def test_one_record_says_everything_that_is_in_it(as_clerk, desk, approval):
    submitted = Record.objects.get(kind="post submitted")

    page = said(as_clerk.get(f"/record/{submitted.id}/"))

    assert "Content, title Mill Lane closed" in page
    assert "Mill Lane is closed from Tuesday 1 December 2026" in page
    assert "Sealed 12 noon today" in page


def test_its_proof_convinces_the_verifier_that_outsiders_use(as_clerk, approval, tmp_path):
    answer = as_clerk.get(f"/record/{approval.id}/proof.json")

    proof = tmp_path / "proof.json"
    proof.write_bytes(answer.content)
    checked = subprocess.run([sys.executable, VERIFIER, proof], capture_output=True, text=True, check=False)

    assert answer["Content-Disposition"] == f'attachment; filename="record-{approval.id}-proof.json"'
    assert checked.returncode == 0, checked.stderr
    assert "post approved" in checked.stdout


def test_what_is_not_sealed_yet_has_no_proof_and_the_page_says_when(as_clerk, desk):
    desk.approved("Mill Lane closed")
    waiting = Record.objects.get(kind="post approved")

    answer = as_clerk.get(f"/record/{waiting.id}/proof.json", follow=True)

    assert answer.redirect_chain == [(f"/record/{waiting.id}/", 302)]
    assert "This record waits for its seal" in said(answer)


@pytest.mark.parametrize("number", ["999999", "99999999999999999999999"])
def test_a_record_that_is_not_there_is_not_found(as_clerk, approval, number):
    assert as_clerk.get(f"/record/{number}/").status_code == 404
    assert as_clerk.get(f"/record/{number}/proof.json").status_code == 404


def test_another_councils_record_is_not_found(as_clerk, approval, southfold, northfold):
    northfold.host, southfold.host = "elsewhere.example", "northfold.example"
    northfold.save()
    southfold.save()

    assert as_clerk.get(f"/record/{approval.id}/").status_code == 403


def test_nobody_signed_out_gets_a_proof(approval):
    answer = Client(headers={"host": "northfold.example"}).get(f"/record/{approval.id}/proof.json")

    assert answer.status_code == 302


def test_a_record_that_nobody_sealed_says_since_when_it_waits(as_clerk, approval, desk, it_is):
    desk.submitted("Another", at=NOON + timedelta(minutes=1))
    it_is(NOON + timedelta(minutes=1))

    assert "Waiting since 12:01pm today" in said(as_clerk.get("/record/"))
