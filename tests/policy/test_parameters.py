"""The register of parameters: 82 rows, each with its words, its kind, its chapter, and what law asks."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parishpump.people.powers import CHAIRMAN, COUNCILLOR, OFFICES
from parishpump.policy.kinds import Choice, Flag, Kind
from parishpump.policy.packs import load_pack
from parishpump.policy.parameters import (
    NAMES,
    PARAMETERS,
    REGISTER,
    format_value,
    in_words,
    meaning,
    parameter,
    parse_text,
)
from parishpump.policy.roles import is_member, offices_of
from parishpump.policy.values import Duration, RoleSet, Value

VALUED = [one for one in PARAMETERS if one.kind.name != "rules"]
WORDS = some.text(alphabet=some.characters(exclude_categories=("Cc", "Cs"))) | some.sampled_from(
    ["Clerk", "none", "a b"]
)


def written(kind: Kind) -> some.SearchStrategy[Any]:
    """What a TOML file may hold for a kind, and now and then something that it refuses."""
    lists = some.lists(some.sampled_from(kind.choices) if kind.choices else WORDS, max_size=4)
    length = some.builds("{} {}s".format, some.integers(1, 400), some.sampled_from(["day", "working day", "month"]))
    return {
        "text": some.lists(WORDS, min_size=1, max_size=3).map("\n".join),
        "yes or no": some.booleans(),
        "number": some.integers(0, 10_000),
        "choice": some.sampled_from(kind.choices or ("",)),
        "list": lists,
        "roles": lists,
        "hours": some.just(["09:00-13:00", "14:00-17:00"]),
        "length of time": length,
        "table": some.dictionaries(WORDS, WORDS, min_size=1, max_size=3),
        "dated": some.dictionaries(some.dates().map(str) | some.just("always"), WORDS, min_size=1, max_size=3),
        "date": some.dates(),
    }[kind.name]


def value_of(kind: Kind) -> some.SearchStrategy[Value]:
    """A value that a parameter of this kind can have."""

    def read(raw: object) -> Value | None:
        try:
            return kind.read(raw)
        except ValueError:
            return None

    values: some.SearchStrategy[Any] = written(kind).map(read).filter(lambda value: value is not None)
    return values


def read_or_why(key: str, text: str) -> tuple[Value | None, str]:
    """What a text says, or why it cannot be read."""
    try:
        return parse_text(key, text), ""
    except ValueError as error:
        return None, str(error)


def test_all_82_rows_are_there_in_their_order() -> None:
    rows = [one.row for one in PARAMETERS]

    assert rows == sorted(rows)
    assert set(rows) == set(range(1, 83))
    assert len(REGISTER) == len(PARAMETERS)


@pytest.mark.parametrize("one", PARAMETERS, ids=lambda one: one.key)
def test_every_parameter_has_its_words(one: Any) -> None:
    assert one.label[0].isupper()
    assert not one.label.endswith(".")
    assert one.help.endswith(".")
    in_code = "in force" if one.chapter.built else f"comes with chapter {one.chapter.name}"
    assert one.takes_effect == ("for people to read; the software checks nothing by it" if one.words_only else in_code)
    if one.minimum:
        assert one.minimum.text.endswith(".")
        assert one.minimum.law
        assert one.minimum.law in one.silence


@pytest.mark.parametrize("one", PARAMETERS, ids=lambda one: one.key)
def test_every_choice_says_what_it_means(one: Any) -> None:
    if isinstance(one.kind, Flag | Choice):
        meanings = {meaning(one.key, parse_text(one.key, choice)) for choice in one.kind.choices}

        assert len(meanings) == len(one.kind.choices)
        assert all(each.endswith(".") for each in meanings)


@settings(deadline=None)
@given(some.data())
def test_what_is_shown_in_a_form_is_read_back(data: Any) -> None:
    one = data.draw(some.sampled_from(VALUED))
    value = data.draw(value_of(one.kind))

    assert parse_text(one.key, format_value(one.key, value)) == value
    assert "\n" not in in_words(one.key, value)


@settings(deadline=None)
@given(some.sampled_from(VALUED), some.text(max_size=40))
def test_whatever_is_typed_is_a_value_or_a_fault_in_plain_words(one: Any, text: str) -> None:
    value, why = read_or_why(one.key, text)

    assert why == "" or why.startswith(("must", "cannot", "holds", "“"))
    assert parse_text(one.key, format_value(one.key, value)) == value


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("channels.comments", "Pre-moderated", "pre-moderated"),
        ("channels.min_admins", "1", "1 person"),
        ("channels.min_admins", "2", "2 persons"),
        ("publish.approvers", "Clerk\nChair", "Clerk or Chair"),
        ("publish.approvers", "Clerk, clerk", "Clerk"),
        ("messaging.allowed_apps", "None", "none"),
        ("listen.reply_target", "2  Working Days", "2 working days"),
        ("roles.titles", "Clerk: Town Clerk", "Clerk: Town Clerk"),
        ("pack.review_on", "2027-05-31", "31 May 2027"),
        ("principal_authority", "Southshire Council", "Southshire Council"),
        ("principal_authority", "always: A\n2028-04-01: B", "A; from 1 April 2028 B"),
        ("publish.self_approval", "yes", "yes"),
        ("listen.ack_target", "", "not stated"),
    ],
)
def test_a_value_is_read_as_it_is_typed(key: str, typed: str, words: str) -> None:
    assert in_words(key, parse_text(key, typed)) == words


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("channels.comments", "sometimes", "must be one of on, off"),
        ("channels.min_admins", "two", "whole number of persons"),
        ("publish.self_approval", "perhaps", "must be yes or no"),
        ("listen.reply_target", "soon", "a length of time such as"),
        ("listen.reply_target", "0 days", "a length of time such as"),
        ("listen.monitored_hours", "9-1", "09:00-13:00"),
        ("listen.monitored_hours", "13:00-09:00", "the earlier first"),
        ("listen.monitored_days", "Mon", "“Mon”"),
        ("roles.titles", "Clerk", "needs a colon"),
        ("roles.titles", "Clerk: A\nClerk: B", "once"),
        ("pack.review_on", "31/05/2027", "a date such as 2026-05-06"),
        ("principal_authority", "2028-13-01: B", "a date such as"),
        ("scope.purpose", "To tell\0people", "control character"),
    ],
)
def test_a_value_that_cannot_be_says_why(key: str, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_text(key, typed)


def test_yes_and_no_say_what_they_mean() -> None:
    assert meaning("publish.self_approval", True) == "The Clerk may release what she wrote herself."
    assert meaning("publish.self_approval", None) == "Not stated by policy."


def test_every_name_can_be_stated_in_a_pack() -> None:
    assert set(NAMES) == {one.key for one in PARAMETERS} - {
        "pack.council",
        "pack.version",
        "pack.adopted_on",
        "pack.minute_ref",
        "pack.review_on",
        "rules.strength",
    }
    assert parameter("channels.comments").row == 9


def test_the_strength_of_rules_is_what_the_pack_itself_says() -> None:
    lenham = load_pack("lenham")

    assert lenham.words_for("rules.strength").startswith("basis.source_missing must, ")
    assert lenham.comes_from("rules.strength") == "lenham"


@pytest.mark.parametrize(
    ("length", "limit", "within"),
    [
        ("20 working days", "20 working days", True),
        ("21 working days", "20 working days", False),
        ("4 weeks", "20 working days", True),
        ("29 days", "20 working days", False),
        ("1 month", "30 days", False),
        ("28 days", "1 month", True),
        ("30 days", "1 month", False),
        ("10 working days", "30 days", True),
        ("20 working days", "30 days", False),
        ("36 hours", "2 days", True),
    ],
)
def test_a_length_is_within_another_only_if_no_calendar_can_make_it_longer(
    length: str, limit: str, within: bool
) -> None:
    assert Duration.parse(length).is_within(Duration.parse(limit)) is within


def test_a_set_of_roles_keeps_its_order_and_names_nobody_twice() -> None:
    roles = RoleSet.parse("Clerk\n Town   Clerk, clerk")

    assert roles == ("Clerk", "Town Clerk")
    assert str(roles) == "Clerk or Town Clerk"
    assert str(RoleSet()) == "nobody"


def test_every_office_of_the_people_room_has_a_title() -> None:
    for office, _ in OFFICES:
        assert office in offices_of([office], {})


@pytest.mark.parametrize(
    ("title", "member"),
    [
        ("Chair", True),
        ("Mayor", True),
        ("Vice-Chairman", True),
        ("Deputy Mayor", True),
        ("Nominated councillor", True),
        ("Reeve", True),
        ("Clerk", False),
        ("Lay member", False),
        ("Council", False),
        ("Cllr. with the keys", True),
        ("Chair of the Staffing Committee", True),
        ("Staffing Committee", False),
        ("Webmaster", False),
        ("Community Manager", False),
    ],
)
def test_a_councillor_is_known_by_the_title(title: str, member: bool) -> None:
    assert is_member(title, {"Chairman": "Reeve"}) is member
    assert offices_of(["members"], {}) == {COUNCILLOR, CHAIRMAN}
