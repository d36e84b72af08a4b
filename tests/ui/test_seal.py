import pytest

from parishpump.ui import seal

MILL_LANE = "d5827d76abbf996c46da26511a1c0d253f426df8205c4a083dee8a8826b33d51"


def test_a_seal_has_a_tick_for_each_of_the_first_32_digits_clockwise_from_the_top() -> None:
    path = seal.ticks(MILL_LANE)

    assert path.count("M") == 32
    assert path.startswith("M32.0 3.8L32.0 14.0M37.5 4.3L36.5 9.1")


def test_one_changed_digit_changes_the_picture() -> None:
    assert seal.ticks(MILL_LANE) != seal.ticks("e" + MILL_LANE[1:])


@pytest.mark.parametrize("digest", ["", "d582", MILL_LANE + "0"])
def test_only_a_whole_digest_is_drawn(digest: str) -> None:
    with pytest.raises(ValueError, match="64 hex digits"):
        seal.ticks(digest)
