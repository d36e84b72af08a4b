"""The policy in force, the versions that the council adopted, and the draft of the next."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import cast

from django.utils.text import slugify

from parishpump.adoption.models import AdoptedPack, DraftPack
from parishpump.councils.queries import this_council
from parishpump.councils.tenancy import current_scope
from parishpump.people.queries import local_day
from parishpump.policy.errors import PackError
from parishpump.policy.pack import Pack
from parishpump.policy.pack_changes import Change, difference
from parishpump.policy.packs import begin_pack, load_pack, read_pack
from parishpump.policy.toml_writer import pack_as_toml

# What adopting writes into the head of a pack, and no form changes.
HEAD = frozenset({"pack.council", "pack.version", "pack.adopted_on", "pack.minute_ref"})

_MEMORY = "adopted packs"  # in the scope's memory; forgotten when a version is adopted


def pack_in_force(at: datetime) -> Pack:
    """The pack under which the council in scope acts at `at`.

    That is the newest version which it has adopted and which has begun, else the pack with which it began.

    Raises:
        PackError: the pack cannot be read, as after a rule went out of the software.
    """
    version = version_in_force(at)
    return load_pack(this_council().pack) if version is None else pack_of(version)


def version_in_force(at: datetime) -> AdoptedPack | None:
    """The adopted version that is in force at `at`, or None before the first."""
    begun = [one for one in _versions() if one.entered_at <= at and one.in_force_from <= local_day(at)]
    return begun[-1] if begun else None


def pack_of(version: AdoptedPack) -> Pack:
    """What an adopted version says, read from its TOML.

    Raises:
        PackError: this software cannot read it any more.
    """
    return _read(version.sha256)


def forget_versions() -> None:
    """To be called when a version was adopted: what comes after in this scope looks again."""
    current_scope().memory.pop(_MEMORY, None)


@lru_cache(maxsize=256)
def _read(sha256: str) -> Pack:
    """The same text is the same pack for good, so it is read once a process."""
    toml = AdoptedPack.objects.filter(sha256=sha256).values_list("toml", flat=True)[0]
    return read_pack(toml, name="the adopted policy")


@dataclass(frozen=True)
class DraftInHand:
    """The draft with what it says; `draft` None: nobody has begun one, and `pack` is what one would begin with."""

    draft: DraftPack | None
    pack: Pack
    in_force: Pack

    @property
    def version(self) -> int:
        """What a form hands back, so that a second open window is noticed; 0 before the first save."""
        return self.draft.version if self.draft else 0

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the draft would change, without what adopting it writes into its head."""
        return _of_substance(difference(self.in_force, self.pack))


def draft_in_hand(at: datetime) -> DraftInHand:
    """The draft of the council in scope, beside the policy in force.

    Raises:
        PackError: the draft or the policy in force cannot be read.
    """
    draft, in_force = DraftPack.objects.select_related("saved_by").first(), pack_in_force(at)
    pack = read_pack(draft.toml, name="the draft") if draft else _to_begin_with(in_force, at)
    return DraftInHand(draft, pack, in_force)


def _to_begin_with(in_force: Pack, at: datetime) -> Pack:
    """A pack of the council's own: what it says already; or, over a pack that comes with the software, nothing yet."""
    council = this_council()
    if version_in_force(at) is None and not council.pack.endswith(".toml"):
        return begin_pack(name=slugify(council.name), council=council.name, extends=council.pack)
    return read_pack(pack_as_toml(in_force), name="the policy in force")


@dataclass(frozen=True)
class VersionInHistory:
    """An adopted version beside the one before it; `state` is in force, to come, or superseded."""

    version: AdoptedPack
    state: str
    changes: tuple[Change, ...]
    toml: str


def versions(at: datetime) -> list[tuple[AdoptedPack, str]]:
    """Every adopted version with how it stands, the newest first."""
    return [(one, _state(one, at)) for one in reversed(_versions())]


def version_in_history(number: int, *, at: datetime) -> VersionInHistory | None:
    """One version with what it changed; the first is compared with the pack with which the council began.

    Raises:
        PackError: this software cannot read it any more.
    """
    found = AdoptedPack.objects.filter(number=number).first()
    if found is None:
        return None
    before = next((one for one in reversed(_versions()) if one.number < number), None)
    old = pack_of(before) if before else load_pack(this_council().pack)
    return VersionInHistory(found, _state(found, at), _of_substance(difference(old, pack_of(found))), found.toml)


def adopted_under(fingerprint: str) -> AdoptedPack | None:
    """The version under which something was judged, by the fingerprint in its verdict; None where it was none."""
    found = (one for one in reversed(_versions()) if fingerprint in (one.fingerprint, _fingerprint(one)))
    return next(found, None) if fingerprint else None


@dataclass(frozen=True)
class JudgedUnder:
    """The policy under which something was judged. `version` None: the one with which the council began.

    `pack` None: the policy can be read no more as it was, such as after an update of the software.
    """

    version: AdoptedPack | None
    pack: Pack | None


def judged_under(fingerprint: str) -> JudgedUnder:
    """The policy under which something was judged, by the fingerprint in its verdict."""
    version = adopted_under(fingerprint)
    try:
        pack = pack_of(version) if version else load_pack(this_council().pack)
    except PackError:
        return JudgedUnder(version, None)
    return JudgedUnder(version, pack if version or pack.fingerprint == fingerprint else None)


def is_overdue(pack: Pack, today: date) -> bool:
    """Whether the day on which the council was to look at its policy again is past."""
    return pack.review_on is not None and pack.review_on < today


def _fingerprint(version: AdoptedPack) -> str:
    """Of what a version means as this software reads it; empty where it cannot."""
    try:
        return pack_of(version).fingerprint
    except PackError:
        return ""


def _state(version: AdoptedPack, at: datetime) -> str:
    now = version_in_force(at)
    if now is not None and version.id == now.id:
        return "in force"
    begun = version.in_force_from <= local_day(at)
    return "superseded" if begun or (now and now.number > version.number) else "to come"


def _of_substance(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(one for one in changes if one.key not in HEAD)


def _versions() -> list[AdoptedPack]:
    """Every adopted version without its text, the oldest first; read once a scope."""
    memory = current_scope().memory
    if _MEMORY not in memory:
        memory[_MEMORY] = list(AdoptedPack.objects.defer("toml", "meaning").order_by("number"))
    return cast(list[AdoptedPack], memory[_MEMORY])
