"""The faults of an adopted text: each kind is found in texts of quite different wording, and a good text has none."""

from pathlib import Path

import pytest

from parishpump.policy.adopted.reading import read_document, read_text
from parishpump.policy.adopted.text import Fault

TEXTS = Path(__file__).parent / "texts"
FOI = "Freedom of Information\n\n"


def faults(text: str) -> list[Fault]:
    """The faults of a text but for what it does not state."""
    return [fault for fault in read_text(text).faults if fault.kind != "not stated"]


def kinds(text: str) -> list[str]:
    return [fault.kind for fault in faults(text)]


def read_file(name: str) -> list[Fault]:
    return list(read_document(name, (TEXTS / name).read_bytes()).faults)


def test_a_good_policy_has_no_faults_and_leaves_nothing_unsaid() -> None:
    read = read_document("northfold.txt", (TEXTS / "northfold.txt").read_bytes())

    assert read.faults == ()
    assert read.not_stated == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("mixed strength", "This guidance"),
        ("notice", "summons and the papers for each committee go to members by e-mail"),
        ("number", "An approved Moderators"),
        ("number", "runs a traders group"),
        ("number", "or the Events Manager is the only administrator"),
        ("no power", "approved by the Mayor"),
        ("no power", "Chief Executive must approve"),
        ("contradiction", "limited to facts"),
        ("contradiction", "must not use the title of councillor on personal"),
        ("slip", "are on my own"),
        ("slip", "are are"),
        ("slip", "is protect"),
        ("narrow right", "Residents are entitled to request information"),
        ("weak test", "may harm"),
        ("wrong term", "exception"),
        ("wrong term", "Data Protection Act 1998"),
        ("unclear", "grievance investigations"),
        ("unclear", "Do not mention contractors or businesses"),
        ("consent", "consent to the use of their numbers"),
        ("narrow scope", "Residents on a sub-committee"),
        ("unfinished list", "respect others and"),
        ("incomplete list", "INFORMATION"),
    ],
)
def test_a_faulty_policy_is_told_its_faults(kind: str, words: str) -> None:
    assert (kind, words) in [(fault.kind, fault.words) for fault in read_file("southfold.txt")]


def test_what_a_faulty_policy_lacks_is_told_too() -> None:
    silent = [fault.message for fault in read_file("southfold.txt") if fault.kind == "not stated"]

    for what in ("next review", "are answered", "are kept", "breaks the policy", "before an election"):
        assert any(what in message for message in silent), what


def test_every_place_holds_its_words() -> None:
    read = read_document("southfold.txt", (TEXTS / "southfold.txt").read_bytes())
    texts = {clause.id: clause.text for clause in read.clauses}

    placed = [fault for fault in read.faults if fault.span]
    assert len(placed) > 15
    for fault in placed:
        assert fault.span is not None
        assert texts[fault.clause][slice(*fault.span)] == fault.words


def test_every_fault_says_what_is_wrong_and_what_to_do() -> None:
    for fault in read_file("southfold.txt"):
        assert fault.message.endswith((".", "?"))
        assert fault.fix.endswith(".")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{FOI}The exception for trade secrets is used with care.\n", "wrong term"),
        (f"{FOI}Information that could prejudice negotiations is held back.\n", "weak test"),
        (f"{FOI}Section 36 applies after sign-off by the Monitoring Officer.\n", "no power"),
        ("Posts\n\nPosts of the council are authorised by the Chief Executive.\n", "no power"),
        ("Posts\n\nThe Chairman may approve urgent posts.\n", "no power"),
        ("Papers\n\nAgendas are sent by email.\n", "notice"),
        ("Chat\n\nEmployees give their consent to their data being used.\n", "consent"),
        ("Questions\n\nRequests for information from residents are answered by the Clerk.\n", "narrow right"),
        ("Chat\n\nLay members of a sub-committee are telephoned.\n", "narrow scope"),
        ("Roles\n\nThe Clerk or the Deputy Clerk is the sole moderator.\n", "number"),
        ("Roles\n\nThe council appoints an experienced officers.\n", "number"),
        ("Chat\n\nThe council has a chat group.\n\nThe Clerk looks after these groups.\n", "number"),
        ("Posts\n\nPosts are are short.\n", "slip"),
        ("Posts\n\nFollow the code on conduct.\n", "slip"),
        ("Posts\n\nThe text that was publish is kept.\n", "slip"),
        ("Posts\n\nThe following is never posted:\n\nElections\n\nThe Clerk must decide.\n", "unfinished list"),
        ("Posts\n\nPosts are short and\n\nElections\n\nThe Clerk decides.\n", "unfinished list"),
        ("Posts\n\nPosts are:\n• short.\n• polite\n", "unfinished list"),
        ("Posts\n\nSpending follows financial regulations.\n", "unclear"),
        ("Social media\n\nAll publications must be approved by the Clerk.\n", "unclear"),
    ],
)
def test_a_fault_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Posts\n\nWith the exception of notices, the Clerk approves each post.\n",
        f"{FOI}The Environmental Information Regulations have exceptions of their own.\n",
        f"{FOI}Information is held back where disclosure would, or would be likely to, prejudice negotiations.\n",
        "Conduct\n\nComplaints under the code of conduct are decided by the Monitoring Officer.\n",
        "Posts\n\nUrgent posts are approved by the Clerk in consultation with the Chairman.\n",
        "Papers\n\nAgendas hang on the notice board and are sent by email as well.\n",
        "Chat\n\nEmployees give consent; the lawful basis for their data is public task.\n",
        "Questions\n\nAnyone may request information; most requests for information come from residents.\n",
        "Chat\n\nLay members of a committee, sub-committee or working group are telephoned.\n",
        "Roles\n\nThe Clerk is the sole moderator.\n",
        "Roles\n\nThe council appoints a number of officers and a staff members group.\n",
        "Chat\n\nThe council has a chat group. Other groups of residents are their own affair.\n",
        "Posts\n\nThe Clerk had had the post that that officer wrote.\n",
        "Posts\n\nFollow the code of conduct. The council publishes in its own name.\n",
        "Posts\n\nPosts are:\n• short;\n• polite.\n\nElections\n\nThe Clerk decides.\n",
        "Posts\n\nPosts are:\n• short\n• polite\n\nElections\n\nThe Clerk decides.\n",
        "Posts\n\nSpending follows the council’s Financial Regulations.\n",
        "Posts\n\nDo not name suppliers, unless law requires it.\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_a_repeated_text_is_found_though_its_words_were_turned() -> None:
    text = (
        "Confidence\n\nPapers and letters that an outside firm supplied under a contract are kept secret.\n\n"
        "Privilege\n\nUnder a contract, letters and papers supplied by an outside firm are kept secret.\n"
    )

    (fault,) = faults(text)

    assert (fault.kind, fault.clause) == ("repeated text", "2.1")
    assert "Nothing here speaks of “Privilege”" in fault.message


def test_a_list_of_grounds_that_says_it_is_not_the_whole_is_left_alone() -> None:
    grounds = "Commercial interests, legal professional privilege and personal information are examples."
    list_of_all = f"{FOI}The grounds are commercial interests, legal professional privilege and personal information.\n"

    assert "incomplete list" in kinds(list_of_all)
    assert "incomplete list" not in kinds(f"{FOI}{grounds} Other exemptions may apply.\n")


def test_a_long_text_is_read_in_a_moment() -> None:
    text = "Posts\n\n" + "The Clerk approves a post and the officers keep it for the council or a member. " * 1_000

    assert read_text(text).clauses
