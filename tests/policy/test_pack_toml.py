"""Packs as TOML: what is written is read back equal, and a broken file is named with line and key."""

import time
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parishpump.policy.errors import PackError
from parishpump.policy.laying import layer_as_record
from parishpump.policy.pack import Clause
from parishpump.policy.pack_changes import with_changes
from parishpump.policy.packs import available_packs, begin_pack, load_pack, read_pack
from parishpump.policy.parameters import format_value
from parishpump.policy.toml_lines import lines_of
from parishpump.policy.toml_writer import pack_as_toml
from tests.policy.test_parameters import VALUED, value_of

HEAD = '[pack]\nname = "northfold"\ncouncil = "Northfold Parish Council"\nextends = "base"\n'
FREE = [one for one in VALUED if one.lock is None and one.key not in ("foi.s36_qualified_person", "publish.authors")]


def read_or_first_fault(text: str) -> str:
    """The name of the pack, or why its text cannot be read."""
    try:
        return read_pack(text, name="northfold.toml").name
    except PackError as error:
        return error.why


@settings(deadline=None, max_examples=50)
@given(some.data())
def test_what_is_written_is_read_back_equal(data: Any) -> None:
    chosen = data.draw(some.lists(some.sampled_from(FREE), max_size=6, unique_by=lambda one: one.key))
    texts = {one.key: format_value(one.key, data.draw(value_of(one.kind))) for one in chosen}
    texts.pop("publish.self_approval", None)
    clause = Clause(
        "NOR-1", "Own", "must", "duty", data.draw(some.text(min_size=1).filter(lambda text: "\0" not in text))
    )
    empty = begin_pack(name="northfold", council="Northfold Parish Council")

    pack = with_changes(empty, texts=texts, clauses=[clause], rules={"hashtags.capitals": (False, "must")})

    assert read_pack(pack_as_toml(pack), name="northfold.toml") == pack


@pytest.mark.parametrize("name", [name for name in available_packs() if name != "base"])
def test_a_shipped_pack_is_written_and_read_back(name: str) -> None:
    pack = load_pack(name)

    assert read_pack(pack_as_toml(pack), name=name) == pack


def test_the_base_pack_is_written_whole() -> None:
    written = tomllib.loads(pack_as_toml(load_pack("base")))

    assert len(written["rules"]) == len(load_pack("base").rules)
    assert len(written["guidance"]) == len(load_pack("base").guidance)


def test_each_value_is_written_under_its_label() -> None:
    pack = read_pack(HEAD + '[parameters]\nchannels.comments = "off"\n', name="northfold.toml")

    assert '# 9. Comments on channels\nchannels.comments = "off"\n' in pack_as_toml(pack)


def test_the_fingerprint_is_that_of_the_meaning() -> None:
    one = read_pack(HEAD + '[parameters]\nchannels.comments = "off"\n', name="northfold.toml")
    same = read_pack(HEAD + '# as adopted\n[parameters]\nchannels = { comments = "off" }\n', name="upload")
    other = read_pack(HEAD + '[parameters]\nchannels.comments = "on"\n', name="northfold.toml")

    assert one.fingerprint == same.fingerprint
    assert one.fingerprint != other.fingerprint


def test_what_a_pack_says_can_go_into_the_archive() -> None:
    said = '[parameters]\nlisten.reply_target = "2 working days"\n'
    record = layer_as_record(
        read_pack(HEAD.replace("extends", "review_on = 2027-05-06\nextends") + said, name="x").said
    )

    assert record["parameters"] == {"listen.reply_target": "2 working days"}
    assert record["review_on"] == "2027-05-06"


BROKEN = [
    # what the file says after its head of four lines, the line and the key of the fault, and what it says
    ("[parameters\n", 5, "file", "is not TOML"),
    ('council = "Again"\n', 5, "pack.council", "is stated twice"),
    ("[parameters]\nchannels.min_admins = 2\nchannels.min_admins = 3\n", 7, "parameters.channels.min_admins", "twice"),
    ("surprise = 1\n", 5, "pack.surprise", "is not known here"),
    ('coucnil = "x"\n', 5, "pack.coucnil", "did you mean council?"),
    ("[paramters]\n", 5, "paramters", "did you mean parameters?"),
    ('[parameters]\n\nchannel.comments = "off"\n', 7, "parameters.channel.comments", "did you mean channels.comments?"),
    (
        '[parameters.publish]\napprover = ["Clerk"]\n',
        6,
        "parameters.publish.approver",
        "did you mean publish.approvers?",
    ),
    ('[parameters]\nchannels = { comments = "maybe" }\n', 6, "parameters.channels.comments", "must be one of on, off"),
    ('[parameters]\npublish.self_approval = "yes"\n', 6, "parameters.publish.self_approval", "must be true or false"),
    ('[parameters]\ncontent.default_expiry = "soon"\n', 6, "parameters.content.default_expiry", "such as"),
    ("[parameters]\na.b.c.d.e = 1\n", 6, "parameters.a.b.c.d", "is no parameter"),
    ("[parameters]\nscope.purpose = 1.5\n", 6, "parameters.scope.purpose", "must be text"),
    ("[parameters]\nrules.strength = 1\n", 6, "parameters.rules.strength", "rule by rule"),
    ('[parameters]\npack.version = "2"\n', 6, "parameters.pack.version", "is no parameter"),
    ('[parameters]\nscope.purpose = """\nLike\nso = 1\n"""\nx = 1\n', 10, "parameters.x", "is no parameter"),
    (
        '[[rules]]\non = true\nid = "hashtag.capitals"\n',
        7,
        "rules.hashtag.capitals.id",
        "did you mean hashtags.capitals?",
    ),
    ('[[rules]]\nid = "hashtags.capitals"\nstrength = "shoud"\n', 7, "rules.hashtags.capitals.strength", "should?"),
    ('[[rules]]\nid = "hashtags.capitals"\non = "no"\n', 7, "rules.hashtags.capitals.on", "must be true or false"),
    ('[[rules]]\nid = "hashtags.capitals"\nclause = "X-1"\n', 7, "rules.hashtags.capitals.clause", "no clause X-1"),
    ('[[rules]]\nid = "politics.support"\non = false\n', 5, "rules.politics.support", "section 2"),
    ('[[rules]]\nid = "limits.empty"\n[[rules]]\nid = "limits.empty"\n', 5, "rules.limits.empty", "is there twice"),
    ('[[clauses]]\nid = "X-1"\n', 5, "clauses.X-1.chapter", "is missing"),
    ('[[clauses]]\nid = "X-1"\ntext = 3\n', 7, "clauses.X-1.text", "must be text"),
    ("adopted_on = 2026-05-06T10:00:00\n", 5, "pack.adopted_on", "must be a date"),
    ('version = "a\\u0000b"\n', 5, "pack.version", "control character"),
]


@pytest.mark.parametrize(("said", "line", "key", "why"), BROKEN)
def test_a_broken_file_is_named_with_line_and_key(said: str, line: int, key: str, why: str) -> None:
    with pytest.raises(PackError) as refused:
        read_pack(HEAD + said, name="northfold.toml")

    faults = {fault.key: fault for fault in refused.value.faults}
    assert faults[key].line == line
    assert why in faults[key].why
    assert f"northfold.toml: line {line}: {key}: " in str(refused.value)


def test_a_row_within_its_list_is_found_by_its_id() -> None:
    said = 'rules = [\n  { id = "limits.empty", strength = "should" },\n  { id = "no.such" },\n]\n'

    with pytest.raises(PackError, match=r"line 3: rules\.no\.such\.id: there is no rule"):
        read_pack(said + HEAD, name="northfold.toml")


def test_all_faults_are_told_at_once() -> None:
    said = '[parameters]\nchannels.comments = "maybe"\npublish.aprovers = ["Clerk"]\n[[rules]]\nid = "no.such"\n'

    with pytest.raises(PackError) as refused:
        read_pack(HEAD + said, name="northfold.toml")

    assert [fault.line for fault in refused.value.faults] == [6, 7, 9]


@pytest.mark.parametrize("extends", ['"basis"', '"../base"', '"northfold.toml"', '""'])
def test_a_stored_pack_extends_a_shipped_one_only(extends: str) -> None:
    with pytest.raises(PackError, match=r"line 4: pack\.extends: there is no such pack; there are base, lenham"):
        read_pack(HEAD.replace('"base"', extends), name="northfold.toml")


def test_bytes_that_are_no_utf_8_are_named_with_their_line() -> None:
    with pytest.raises(PackError, match="line 5: file: is not UTF-8"):
        read_pack(HEAD.encode() + b'version = "caf\xe9"\n', name="northfold.toml")


def test_a_byte_order_mark_does_not_matter() -> None:
    assert read_pack(b"\xef\xbb\xbf" + HEAD.encode(), name="x") == begin_pack(
        name="northfold", council="Northfold Parish Council"
    )


def test_a_file_of_more_than_a_million_bytes_is_not_read() -> None:
    with pytest.raises(PackError, match="is larger than 1,000,000 bytes"):
        read_pack(HEAD + "#" * 1_000_000, name="northfold.toml")


@pytest.mark.parametrize(
    "said",
    [
        "x = " + "[" * 50_000,
        "x = 1" + "0" * 5_000,
        ".".join("a" * 400_000) + " = 1",
        '"\\"".' + ".".join("a" * 400_000) + " = 1",
        "[" + ".".join("a" * 400_000) + "]",
        "[parameters]\n" + "".join(f"parameter{number} = 1\n" for number in range(30_000)),
        '[[rules]]\nid = "no.such"\n' * 20_000,
    ],
    ids=["brackets", "digits", "dots", "quoted dots", "dotted table", "keys", "rows"],
)
def test_a_file_made_to_hurt_is_only_a_broken_file_and_soon(said: str) -> None:
    begun = time.perf_counter()

    assert read_or_first_fault(HEAD + said) != "northfold"
    assert time.perf_counter() - begun < 10


@settings(deadline=None)
@given(some.text(max_size=200))
def test_whatever_follows_the_head_is_read_or_refused(text: str) -> None:
    assert read_or_first_fault(HEAD + text) != ""


def test_lines_are_found_in_every_way_of_writing_a_key() -> None:
    text = 'a.b = 1\n"c" . d = 2\n[e]\nf = """\ng = 3\n"""\nh = 4\n[[i]]\nid = "j"\nk = 5\nl = [\n  { id = "m" },\n]\n'

    assert lines_of(text) == {
        "a.b": 1, "c.d": 2, "e": 3, "e.f": 4, "e.h": 7, "i.j": 8, "i.j.id": 9, "i.j.k": 10, "i.j.l": 11, "i.j.l.m": 12
    }  # fmt: skip
