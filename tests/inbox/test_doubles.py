"""The same person with the same words by two ways: offered as one, and made one by a person alone."""

from datetime import timedelta

import pytest

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.comparing import Compared, compare
from parishpump.inbox.actions.entering import Question, ask
from parishpump.inbox.models import Double, Message, Source
from parishpump.inbox.queries.card import message_named
from parishpump.inbox.queries.doubles import possible_doubles
from tests.conftest import NOON
from tests.inbox.hearing import plug_in, said, village_source

WORDS = "When is the drain in Mill Lane repaired? It has been open since October, and the children pass it."
WHO = "resident@village.example"


@pytest.fixture
def mailbox(clerk, monkeypatch) -> Source:
    plug_in(monkeypatch, "village")
    return village_source(clerk)


def by_email(mailbox: Source, *, text: str = WORDS, who: str = WHO, after: timedelta = timedelta(minutes=4)) -> Message:
    one = said(f"<{text[:4]}{after.seconds}@village.example>", text, at=NOON + after, to=who, handle=who, public=False)
    (message,) = catch(mailbox, [one], cursor=None, at=NOON + timedelta(hours=1)).new
    return message


def by_form() -> Message:
    return ask(Question("page", "A resident", WHO, WORDS), at=NOON)


def test_the_same_words_by_form_and_by_email_are_offered_as_one(mailbox):
    asked = by_form()
    emailed = by_email(mailbox, text=f"Dear Clerk,\n\n{WORDS}\n\nKind regards", who=WHO.upper())

    (pair,) = possible_doubles(emailed)

    assert (pair.earlier, pair.later) == (asked, emailed)
    assert possible_doubles(asked) == [pair]
    assert Message.objects.filter(closed_at=None).count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"after": timedelta(minutes=11)},
        {"who": "neighbour@village.example"},
        {"text": "Who looks after the churchyard wall, and may we plant bulbs along it this autumn?"},
    ],
)
def test_another_time_person_or_matter_is_another_message(mailbox, other):
    by_form()

    assert possible_doubles(by_email(mailbox, **other)) == []


def test_without_an_address_nobody_is_taken_for_somebody(mailbox):
    ask(Question("page", "", "", WORDS), at=NOON)

    assert possible_doubles(by_email(mailbox, who="")) == []


def test_a_person_makes_them_one_and_the_earlier_is_answered(mailbox, as_officer):
    asked, emailed = by_form(), by_email(mailbox)

    as_officer.post(f"/conversations/{emailed.reference}/double/", {"other": asked.reference, "same": "yes"})

    asked.refresh_from_db()
    emailed.refresh_from_db()
    assert (asked.closed_at, emailed.closed_at) == (None, NOON)
    assert Double.objects.get().of == asked
    assert possible_doubles(asked) == []


def test_a_person_says_that_they_are_two_and_is_not_asked_again(mailbox, as_officer):
    asked, emailed = by_form(), by_email(mailbox)

    as_officer.post(f"/conversations/{asked.reference}/double/", {"other": emailed.reference, "same": "no"})

    assert possible_doubles(asked) == possible_doubles(emailed) == []
    assert Message.objects.filter(closed_at=None).count() == 2


def test_the_card_offers_the_two_as_one(mailbox, as_officer):
    asked, emailed = by_form(), by_email(mailbox)

    card = as_officer.get(f"/conversations/{emailed.reference}/").content.decode()

    assert f"{asked.reference} may be the same message" in card


def test_comparing_costs_one_query_and_only_where_there_is_another_to_compare_with(mailbox, django_assert_num_queries):
    asked = by_form()
    alone = message_named(asked.reference).may_be_double
    emailed = message_named(by_email(mailbox).reference)

    with django_assert_num_queries(1):
        (pair,) = possible_doubles(emailed)

    assert (alone, emailed.may_be_double) == (False, True)
    assert pair.earlier == asked


def test_what_was_compared_is_not_compared_again(mailbox, communications_officer):
    asked, emailed = by_form(), by_email(mailbox)
    compare(asked, emailed, same=False, by=communications_officer, at=NOON)

    with pytest.raises(Compared):
        compare(asked, emailed, same=True, by=communications_officer, at=NOON)


def test_what_is_not_offered_cannot_be_made_one(mailbox, as_officer):
    asked = by_form()
    other = by_email(mailbox, text="Something else entirely: the allotment gate does not lock since the storm.")

    as_officer.post(f"/conversations/{asked.reference}/double/", {"other": other.reference, "same": "yes"})

    assert not Double.objects.exists()
