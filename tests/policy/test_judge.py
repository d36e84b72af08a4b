"""The judge and its verdict: order, overrides, records, and no surprises whatever it is given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parishpump.policy.draft import ChannelText, CouncilFacts, Draft, Media, PersonShown, Source
from parishpump.policy.facts import texts_of
from parishpump.policy.findings import Verdict, settle
from parishpump.policy.judge import judge
from parishpump.policy.packs import load_pack
from tests.policy.conftest import AT, draft_of, rules_of

DATED = ("tomorrow ", "Monday 1 December ", "31/02/2026 ", "this Friday ")
PERSONAL = ("ME17 2QT ", "07700 900123 ", "AB 12 34 56 C ", "AB51 ABC ", "Rosie, aged 9", "Cllr Oak said ")
LOUD = ("a disgrace ", "Smith & Sons ", "STOP IT NOW ", "!!!", "#tag ", "http://a.b/c ")
ODD = ("\u202e", "\u200b", "🏴", "👩‍🌾", "\ud800", "\n")
PARTS = st.sampled_from(DATED + PERSONAL + LOUD + ODD)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PARTS, max_size=20).map("".join))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1))
DRAFTS = st.builds(
    Draft,
    text=TEXTS,
    headline=TEXTS,
    channels=st.lists(
        st.builds(
            ChannelText, channel=st.just("x"), text=TEXTS, limit=st.one_of(st.none(), st.integers(0, 100)),
            counts=st.sampled_from(["characters", "graphemes"]), url_counts=st.one_of(st.none(), st.integers(0, 30)),
        ),
        max_size=1,
    ).map(tuple),
    category=TEXTS,
    sources=st.lists(st.builds(Source, st.sampled_from(["minute", "page"]), TEXTS, TEXTS), max_size=2).map(tuple),
    media=st.lists(
        st.builds(Media, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.tuples(st.builds(PersonShown, TEXTS))),
        max_size=2,
    ).map(tuple),
    event_start=st.one_of(st.none(), MOMENTS),
    event_end=st.one_of(st.none(), MOMENTS),
    expiry=st.one_of(st.none(), MOMENTS),
    scheduled_for=st.one_of(st.none(), MOMENTS),
    repeats=st.lists(MOMENTS, max_size=2).map(tuple),
    council=st.builds(
        CouncilFacts, own_contacts=st.tuples(TEXTS), members=st.tuples(TEXTS), known_parties=st.tuples(TEXTS)
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(DRAFTS)
def test_any_text_is_judged_the_same_twice_with_spans_inside_it(draft: Draft) -> None:
    pack = load_pack("lenham")

    verdict = judge(draft, pack, AT)

    assert verdict == judge(draft, pack, AT)
    texts = dict(texts_of(draft)) | {f"media:{n}": media.alt for n, media in enumerate(draft.media, 1)}
    for finding in verdict.findings:
        assert finding.message
        assert finding.fix
        if finding.span:
            start, end = finding.span
            assert texts[finding.field][start:end] == finding.words
            assert 0 <= start < end <= len(texts[finding.field])


@settings(max_examples=20, deadline=None)
@given(DRAFTS)
def test_a_verdict_survives_its_record(draft: Draft) -> None:
    verdict = judge(draft, load_pack("lenham"), AT)

    assert Verdict.from_record(verdict.as_record()) == verdict


def test_a_must_blocks_a_should_warns_a_may_leaves_it_clear(judged: Callable[..., Verdict]) -> None:
    assert judged(text="Who left this shit here?").outcome == "blocked"
    assert judged(text="Open again!!!").outcome == "warned"
    assert judged(text="You may utilise the path.").outcome == "clear"


def test_the_worst_comes_first(judged: Callable[..., Verdict]) -> None:
    verdict = judged(text="Utilise the path!!! It is a disgrace.")

    assert [finding.strength for finding in verdict.findings] == ["must", "should", "should", "may"]


def test_a_warning_answered_with_a_reason_no_longer_warns(judged: Callable[..., Verdict]) -> None:
    verdict = judged(text="Ring 01632 960 118.")

    settled = settle(verdict, {("personal.phone", "01632 960 118"): "It is the office's own published number."})

    assert (verdict.outcome, settled.outcome) == ("warned", "clear")
    assert settled.findings[0].overridden_because == "It is the office's own published number."


def test_a_must_is_never_overridden(judged: Callable[..., Verdict]) -> None:
    verdict = judged(text="It is a disgrace.")

    settled = settle(
        verdict, {("opinion.unminuted", "a disgrace"): "Everybody says so.", ("manners.tone", "a disgrace"): "x"}
    )

    assert settled.outcome == "blocked"
    assert [finding.overridden_because for finding in settled.findings] == [None, "x"]


@pytest.mark.parametrize("words", ["", "   "])
def test_an_override_without_a_reason_changes_nothing(judged: Callable[..., Verdict], words: str) -> None:
    verdict = judged(text="Open again!!!")

    assert settle(verdict, {("manners.exclamations", "!!!"): words}) == verdict


def test_the_verdict_names_its_pack(judged: Callable[..., Verdict]) -> None:
    verdict = judged()

    assert (verdict.pack, verdict.version) == ("lenham", "not stated")
    assert len(verdict.fingerprint) == 64


def test_a_channel_that_adds_a_link_repeats_no_finding() -> None:
    draft = draft_of(text="It is a disgrace.")
    linked = replace(draft, channels=(ChannelText("mastodon", f"{draft.text}\nhttps://northfold.example/n/1"),))

    verdict = judge(linked, load_pack("lenham"), AT)

    assert {finding.field for finding in verdict.findings} == {"text"}


def test_what_a_channel_adds_is_judged(judged: Callable[..., Verdict]) -> None:
    verdict = judged(
        channels=[{"name": "mastodon", "text": "The bridge is open. What a shambles that was: a shambles."}]
    )

    assert "channel:mastodon" in {finding.field for finding in verdict.findings}


def test_a_very_long_text_is_blocked_and_not_read_to_its_end(judged: Callable[..., Verdict]) -> None:
    verdict = judged(text="The bridge is open. " * 50_000)

    assert "limits.unread" in rules_of(verdict)
    assert verdict.outcome == "blocked"


def test_a_naive_moment_is_read_in_england() -> None:
    naive = AT.replace(tzinfo=None)

    assert judge(draft_of(), load_pack("lenham"), naive) == judge(draft_of(), load_pack("lenham"), AT)


def test_a_minute_before_the_event_it_is_not_past(judged: Callable[..., Verdict]) -> None:
    before = (AT + timedelta(minutes=1)).isoformat()
    after = (AT - timedelta(minutes=1)).isoformat()

    assert "currency.event_past" not in rules_of(judged(event_start=before))
    assert "currency.event_past" in rules_of(judged(event_start=after))
