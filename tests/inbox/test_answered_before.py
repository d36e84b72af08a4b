"""A question that was answered before is known by its words; one that was not is left alone."""

from datetime import datetime, timedelta

import pytest

from parishpump.inbox.likeness import sketch_of
from parishpump.inbox.models import PublicAnswer
from parishpump.inbox.queries.answers import alike_answers
from parishpump.people.models import Person
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Post
from tests.conftest import NOON

ANSWERED = {
    "drain": ("By what day is the drain in Mill Lane repaired?", "The county repairs it on Thursday."),
    "bins": ("When are the bins emptied over Christmas?", "The borough empties them two days later."),
    "allotment": ("How do I get an allotment, and how long is the waiting list?", "Write to the office."),
    "precept": ("Why did the precept go up this year?", "The hall needs a roof."),
    "lamp": ("Who repairs a street lamp that is out?", "The county does. Give the number on its post."),
    "hall": ("What does it cost to hire the village hall?", "See the table of charges."),
    "minutes": ("Where can I read the minutes of council meetings?", "On our pages, within a month."),
    "dogs": ("May dogs run off the lead on the playing field?", "Yes, but not in the play area."),
    "grass": ("How often is the grass in the churchyard cut?", "Ten times a year."),
    "speeding": ("What is done about speeding in Faversham Road?", "A speed watch meets on Fridays."),
    "solar": ("What did the council say about the solar farm at Weald Hill?", "It objected: minute 2026/88."),
    "grant": ("How does a club ask for a grant from the council?", "With the form, by the end of January."),
}
SENSIBLE = [
    ("When will the drain on Mill Lane be repaired?", "drain"),
    ("That drain in Mill Lane is blocked again. When does somebody repair it?", "drain"),
    ("Do the bins get emptied as usual at Christmas?", "bins"),
    ("Is there a waiting list for allotments? We moved here in May and would like one.", "allotment"),
    ("The precept has gone up again. Why is that?", "precept"),
    ("The street lamp outside the school is out, who repairs those?", "lamp"),
    ("How much is it to hire the hall for a party in the village on a Saturday?", "hall"),
    ("Hello, I cannot find the minutes of the last meetings anywhere. Where do I read them?", "minutes"),
    ("are dogs allowed off their lead in the playing fields", "dogs"),
    ("The grass in the churchyard is knee high, how often do they cut it?", "grass"),
    ("Cars are speeding down Faversham Road every morning", "speeding"),
    ("Did the council object to the solar farm on Weald Hill?", "solar"),
    ("Our football club wants to ask for a grant. How?", "grant"),
]
UNRELATED = [
    "When is the next meeting of the council?",
    "What a lovely Christmas tree on the green, thank you.",
    "The pavement in Mill Lane is covered in leaves.",
    "Can the council tell me who to ask about a passport?",
    "My neighbour burns rubbish every night and the smoke comes in.",
    "A tree has fallen across the footpath by the river.",
    "How many people live in the parish this year?",
    "The bus to Maidstone never comes on time.",
    "Is there a food bank in the village?",
    "The swings in the play area are broken.",
    "I want to complain about how the Clerk spoke to me on the telephone.",
    "Please send me all emails about the pavilion contract under the Freedom of Information Act.",
    "Who won the quiz at the hall last night?",
    "There is a dead badger in the road near the school.",
    "How do I register to vote?",
]
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def answered(northfold, clerk) -> dict[int, str]:
    """Twelve questions that the council answered for everybody, by number the name of each."""
    for number, (question, answer) in enumerate(ANSWERED.values(), 1):
        _answer(number, question, answer, by=clerk, at=NOON)
    return dict(enumerate(ANSWERED, 1))


def _answer(number: int, question: str, answer: str, *, by: Person, at: datetime) -> None:
    post = begin_post(by=by, at=at, content={"title": question, "text": answer})
    Post.objects.filter(id=post.id).update(published_at=at)
    facts = {"question": question, "answer": answer, "sketch": sketch_of(question), "made_at": at, "made_by": by}
    PublicAnswer.objects.create(number=number, post=post, **facts)


def test_what_was_answered_before_is_offered_first(answered):
    offered = {text: [answered[one.answer.number] for one in alike_answers(text, at=LATER)] for text, _ in SENSIBLE}

    assert [text for text, name in SENSIBLE if offered[text][:1] != [name]] == []
    assert sum(len(names) for names in offered.values()) <= len(SENSIBLE) + 2


def test_what_was_not_answered_is_not_offered_an_answer(answered):
    offered = {text: [answered[one.answer.number] for one in alike_answers(text, at=LATER)] for text in UNRELATED}

    assert {text: names for text, names in offered.items() if names} == {}


def test_nothing_is_near_to_words_that_say_nothing(answered):
    assert alike_answers("Hello? The council, please, thank you.", at=LATER) == []
    assert alike_answers("", at=LATER) == []


def test_however_many_answers_there_are_one_query_finds_them(answered, django_assert_num_queries):
    with django_assert_num_queries(1):
        alike_answers(SENSIBLE[0][0], at=LATER)
