"""Standing texts are filled from the directory, and nothing else is put into them."""

from parishpump.partners.wording import SUGGESTED_BY_PHONE, filled, missing_in, suggestion, unknown_places

FACTS = {"body": "Wealdham Borough Council", "phone": "01632 960200", "email": "", "page": "https://wealdham.example/"}


def test_facts_stand_where_the_text_asks_for_them():
    assert filled("{body} does this: {page}", FACTS) == "Wealdham Borough Council does this: https://wealdham.example/"


def test_what_is_not_known_leaves_no_gap():
    assert filled("Write to {email} .", FACTS) == "Write to."
    assert missing_in("Write to {email} or ring {phone}", FACTS) == ["email"]


def test_braces_that_stand_for_nothing_are_named():
    assert unknown_places("{body} and {clerk.password}") == ["clerk.password"]


def test_a_fact_with_braces_is_not_filled_again():
    assert filled("{body}", FACTS | {"body": "{phone}"}) == "{phone}"


def test_a_body_without_a_page_is_rung():
    assert suggestion(FACTS | {"page": ""}) == SUGGESTED_BY_PHONE
