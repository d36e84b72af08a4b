"""Abuse: anybody in office reports it, another looks at it, its writer is handed over, its evidence packed up."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from parishpump.archive import verifier
from parishpump.archive.actions import seal
from parishpump.archive.models import Record
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.evidence_file import make_evidence_file
from parishpump.inbox.actions.reporting import Done, Reported, end_hand_over, note_step, report_abuse
from parishpump.inbox.actions.stories import open_by_hand
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.models import AbuseReport, AbuseStep, Message
from parishpump.inbox.queries.care import may_read, reports_open, spared
from parishpump.inbox.scans import Scan
from parishpump.people.models import Office
from parishpump.people.queries import NotDelegated, acting
from tests.conftest import NOON
from tests.inbox.conftest import signed_in
from tests.inbox.hearing import said
from tests.inbox.village import village_page

LATER = NOON + timedelta(minutes=10)
THREAT = "I know where you live, clerk"
LOUD = "loud.example"
SHOT = Scan(b"a screenshot", "image/png", "0" * 64)
AT_HOME = Reported("private account", "He wrote to my own page that I should watch out.", NOON, handle=LOUD)


@pytest.fixture
def page(northfold, communications_officer, clerk, deputy_clerk):
    return village_page()


def hear(page, text: str, *, at=NOON, number: int = 1, handle: str = LOUD) -> Message:
    """Somebody says this in the village."""
    one = said(f"at://village/{number}", text, at=at, handle=handle, thread="at://village/thread")
    (message,) = catch(page, [one], cursor=None, at=at).new
    return message


@pytest.fixture
def threat(page) -> Message:
    return hear(page, THREAT)


def reported(message: Message | None, by, **more) -> AbuseReport:
    return report_abuse(Reported("inbox", "", NOON, **more), message=message, by=by, at=NOON)


def test_a_councillor_reports_what_came_to_a_private_account(councillor, clerk):
    made = report_abuse(AT_HOME, by=councillor, at=NOON)

    assert made.reference == "A-2026-0001"
    assert (made.office, made.where) == ("Councillor", "private account")
    assert [one.reference for one in reports_open()] == [made.reference]


def test_a_message_is_reported_with_every_version_that_was_captured(page, threat, communications_officer):
    changed = said(threat.key, "You will see", at=LATER, handle=LOUD, version="2", thread="at://village/thread")
    catch(page, [changed], cursor=None, at=LATER)

    made = reported(threat, communications_officer, pictures=[SHOT])

    assert set(threat.versions.values_list("sha256", flat=True)) < set(made.evidence)
    assert hashlib.sha256(SHOT.content).hexdigest() in made.evidence


def test_who_may_not_read_messages_reports_none_of_them(threat, councillor):
    with pytest.raises(NotDelegated):
        reported(threat, councillor)


def test_who_holds_no_office_here_reports_nothing(northfold, southfold, councillor):
    councillor.offices.update(until=NOON.date() - timedelta(days=1))

    with pytest.raises(Refused, match="in office"):
        report_abuse(AT_HOME, by=councillor, at=NOON)


def test_another_than_the_reporter_looks_at_it(threat, clerk, deputy_clerk):
    made = reported(threat, clerk)

    with pytest.raises(Refused, match="Deputy Clerk"):
        note_step(made, Done(AbuseStep.LOOKED), by=clerk, at=LATER)
    note_step(made, Done(AbuseStep.LOOKED), by=deputy_clerk, at=LATER)

    assert made.steps.get().office == "Deputy Clerk"


def test_where_nobody_else_can_the_reporter_looks_at_it_alone(clerk):
    made = report_abuse(AT_HOME, by=clerk, at=NOON)

    note_step(made, Done(AbuseStep.SUPPORTED, words="The Chairman was told."), by=clerk, at=LATER)

    assert list(reports_open()) == []


def test_the_reporter_says_themselves_that_the_police_were_called(threat, communications_officer):
    made = reported(threat, communications_officer)

    note_step(made, Done(AbuseStep.POLICE, "46/12345/26"), by=communications_officer, at=LATER)

    assert made.steps.get().reference == "46/12345/26"
    with pytest.raises(Refused, match="This is for"):
        note_step(made, Done(AbuseStep.NOTHING), by=communications_officer, at=LATER)


def test_whoever_is_handed_over_is_anothers_from_then_on(page, threat, communications_officer, clerk):
    office = Office.objects.get(person=clerk)

    report_abuse(Reported("inbox", "", NOON), message=threat, hand_to=office, by=communications_officer, at=NOON)
    later = hear(page, "Watch your back", at=LATER, number=2)
    other = hear(page, "When is the hall open?", at=LATER, number=3, handle="dog.example")

    threat.refresh_from_db()
    later.refresh_from_db()
    assert (threat.assigned_to, later.assigned_to) == (clerk, clerk)
    handed = spared(communications_officer.id)
    assert [handed.holds(one) for one in (threat, later, other)] == [True, True, False]


def test_what_was_handed_over_comes_back_when_the_reporter_says_so(page, threat, communications_officer, clerk):
    office = Office.objects.get(person=clerk)
    made = report_abuse(Reported("inbox", "", NOON), message=threat, hand_to=office, by=communications_officer, at=NOON)

    with pytest.raises(Refused):
        end_hand_over(made, by=clerk, at=LATER)
    end_hand_over(made, by=communications_officer, at=LATER)

    later = hear(page, "Watch your back", at=LATER, number=2)
    assert later.assigned_to is None
    assert not spared(communications_officer.id).holds(later)


def test_nobody_is_handed_over_to_who_does_not_read_messages(threat, communications_officer, councillor):
    office = Office.objects.get(person=councillor)

    with pytest.raises(Refused, match="delegation"):
        report_abuse(Reported("inbox", "", NOON), message=threat, hand_to=office, by=communications_officer, at=NOON)


def test_a_report_is_read_by_its_reporter_and_those_who_moderate(threat, communications_officer, clerk, councillor):
    made = reported(threat, communications_officer)

    who = (communications_officer, clerk, councillor)
    assert [may_read(made, acting(one, at=NOON)) for one in who] == [True, True, False]


def test_the_database_lets_no_report_be_changed(threat, communications_officer):
    made = reported(threat, communications_officer)

    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        AbuseReport.objects.filter(id=made.id).update(words="Nothing happened")


def test_the_record_names_neither_the_writer_nor_what_happened(councillor, clerk):
    made = report_abuse(AT_HOME, by=councillor, at=NOON)

    (record,) = Record.objects.filter(subject=f"abuse report {made.reference}")
    assert record.kind == "abuse reported"
    assert LOUD not in str(record.body)
    assert "watch out" not in str(record.body)


@pytest.fixture
def packed(threat, communications_officer) -> zipfile.ZipFile:
    made = reported(threat, communications_officer, pictures=[SHOT])
    seal(at=LATER)
    file = make_evidence_file(made, by=communications_officer, at=LATER)
    return zipfile.ZipFile(io.BytesIO(file.content))


def test_the_evidence_file_holds_the_bytes_as_they_were_received(packed, threat):
    version = threat.versions.get()

    received = packed.read("message/version-1/as-received.json")

    assert hashlib.sha256(received).hexdigest() == version.sha256
    assert SHOT.content in [packed.read(name) for name in packed.namelist() if name.startswith("added/")]


def test_its_manifest_and_its_sums_name_every_file(packed):
    files = {one["name"]: one["sha256"] for one in json.loads(packed.read("manifest.json"))["files"]}
    sums = dict(reversed(line.split("  ")) for line in packed.read("SHA256SUMS").decode().splitlines())

    assert set(sums) == set(packed.namelist()) - {"SHA256SUMS"}
    assert files.items() <= sums.items()
    for name, digest in sums.items():
        assert hashlib.sha256(packed.read(name)).hexdigest() == digest


def test_its_page_tells_the_times_in_utc_and_local_and_runs_nothing(page, communications_officer):
    hostile = hear(page, "<script>alert(1)</script> & you", number=9)
    made = reported(hostile, communications_officer)

    file = make_evidence_file(made, by=communications_officer, at=LATER)
    index = zipfile.ZipFile(io.BytesIO(file.content)).read("index.html").decode()

    assert "2026-11-24 12:00:00 UTC" in index
    assert "Europe/London" in index
    assert "<script>" not in index


def test_its_proofs_stand_before_the_verifier(packed, tmp_path):
    packed.extractall(tmp_path)
    received = tmp_path / "message/version-1/as-received.json"
    proofs = {json.loads(json.loads(one.read_text())["record"])["kind"]: one for one in tmp_path.glob("record/*")}

    asked = [sys.executable, verifier.__file__, proofs["message received"], "--file", received]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout

    assert set(proofs) == {"abuse reported", "message received"}
    assert "PROVED" in told
    assert "The record names the file" in told


def test_that_an_evidence_file_was_made_is_on_the_record(packed, communications_officer, councillor):
    report = AbuseReport.objects.get()
    step = report.steps.get(what=AbuseStep.FILE)

    record = Record.objects.get(kind="evidence file made")
    assert record.body["sha256"] == step.sha256
    with pytest.raises(Refused, match="Only whoever reported it"):
        make_evidence_file(report, by=councillor, at=LATER)


def test_a_councillor_reports_by_the_pages_with_a_screenshot(it_is, councillor, clerk):
    client = signed_in(councillor)
    shot = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(shot, "PNG")
    upload = SimpleUploadedFile("shot.png", shot.getvalue(), content_type="image/png")

    asked = {"where": "private account", "words": "See the picture.", "happened_at": "24/11/2026 11:00"}
    answer = client.post(reverse("new-abuse-report"), {**asked, "pictures": [upload]})

    made = AbuseReport.objects.get()
    assert answer.url == reverse("abuse-report", args=[made.reference])
    shown = client.get(answer.url).text
    assert "Samaritans" in shown
    assert "Screenshot 1" in shown


def test_the_clerk_finds_it_on_the_desk_and_downloads_the_file(it_is, councillor, clerk):
    made = report_abuse(AT_HOME, by=councillor, at=NOON)
    client = signed_in(clerk)

    assert f"Look at the report of abuse {made.reference}" in client.get(reverse("desk")).text
    answer = client.post(reverse("abuse-report-file", args=[made.reference]))

    assert answer["Content-Type"] == "application/zip"
    assert "index.html" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_a_report_is_not_there_for_anybody_else(it_is, threat, clerk, communications_officer):
    made = reported(threat, clerk)

    client = signed_in(communications_officer)

    assert client.get(reverse("abuse-report", args=[made.reference])).status_code == 404
    assert client.post(reverse("abuse-report-file", args=[made.reference])).status_code == 404


def test_what_was_handed_over_is_folded_for_the_reporter_alone(it_is, page, communications_officer, clerk):
    message = hear(page, "Nobody wants your flower beds")
    office = Office.objects.get(person=clerk)
    report_abuse(Reported("inbox", "", NOON), message=message, hand_to=office, by=communications_officer, at=NOON)
    card = reverse("message", args=[message.reference])
    story = reverse("story", args=[open_by_hand(message, by=clerk, at=NOON).id])

    mine, theirs = signed_in(communications_officer), signed_in(clerk)

    for page_of_all in (reverse("conversations"), card, story):
        assert "flower beds" not in mine.get(page_of_all).text, page_of_all
    assert all("flower beds" in theirs.get(one).text for one in (card, story))


def test_each_is_offered_only_what_is_theirs_to_write_down(it_is, threat, communications_officer, clerk):
    made = reported(threat, communications_officer)
    address = reverse("abuse-report", args=[made.reference])

    mine, theirs = signed_in(communications_officer).get(address).text, signed_in(clerk).get(address).text

    assert ("Reported to the police" in mine, "No further step" in mine) == (True, False)
    assert "No further step" in theirs
