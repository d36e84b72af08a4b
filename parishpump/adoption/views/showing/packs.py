"""A policy pack in plain words: its parameters by chapter, its rules by family."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.text import slugify

from parishpump.policy.pack import Pack, RuleEntry
from parishpump.policy.pack_changes import Change
from parishpump.policy.parameter import Chapter, Parameter
from parishpump.policy.parameters import PARAMETERS, meaning
from parishpump.policy.rules import RULES

# What no form states: adopting writes it, or the forms of the rules do.
NOT_IN_FORMS = frozenset({"pack.council", "pack.version", "pack.adopted_on", "pack.minute_ref", "rules.strength"})

# What the families of rules are about, by the first part of a rule's name.
FAMILIES = {
    "basis": "What it rests on",
    "opinion": "Fact and opinion",
    "currency": "Current and relevant",
    "personal": "Personal data",
    "people": "People in pictures",
    "alt_text": "Words for pictures",
    "rights": "Copyright",
    "parties": "Customers, partners, suppliers",
    "manners": "Professional tone",
    "limits": "Length",
    "hashtags": "Hashtags",
    "legibility": "Easy to read",
    "intent": "Purpose, audience, results",
    "elections": "Before an election",
    "politics": "Political publicity",
    "hidden": "Nothing hidden in the text",
    "passport": "Facts about pictures",
    "business": "Council business",
    "campaign": "Campaigns",
    "risk": "What may go wrong",
    "readers": "What readers need",
    "equality": "Equality",
    "permission": "Permission to publish",
    "money": "Paid reach and prizes",
    "speech": "Accusations and live cases",
    "confidence": "What is confidential",
    "plain_text": "Emoji, links and text in pictures",
}
# What the parts of a long chapter are called, by the first part of a parameter's key.
_PARTS = {
    "publish": "Who writes and approves",
    "content": "What posts say",
    "election": "Elections and politics",
    "political": "Elections and politics",
    "languages": "Languages and accessibility",
    "accessibility": "Languages and accessibility",
    "listen": "Listening and answering",
    "moderate": "Comments and house rules",
}
STRENGTHS = {"must": "Blocks", "should": "Warns; a reason lets it pass", "may": "Advises"}


@dataclass(frozen=True)
class ShownParameter:
    """What the policy says of one thing. `said` is False where it is silent; `pack` names the pack that states it."""

    key: str
    label: str
    says: str
    said: bool
    minimum: str
    law: str
    pack: str
    effect: str = ""  # where it is not in force: when it will be, or that it is for people to read


@dataclass(frozen=True)
class Section:
    """What is stated on one page: the parameters of a chapter, or a part of a long one."""

    name: str
    chapter: Chapter
    parameters: tuple[Parameter, ...]

    @property
    def slug(self) -> str:
        return slugify(self.name)

    @property
    def comes(self) -> str:
        """When it takes effect, where its chapter is not built yet."""
        return "" if self.chapter.built else self.chapter.name


@dataclass(frozen=True)
class ShownSection:
    """A section with what the policy says of each parameter."""

    section: Section
    said: list[ShownParameter]
    silent: list[ShownParameter]


@dataclass(frozen=True)
class ShownRule:
    """One rule: what it sees to, and what it does. `law` where no council can loosen it."""

    id: str
    words: str
    clause: str
    does: str
    on: bool
    law: str


def shown_sections(pack: Pack) -> list[ShownSection]:
    """Everything that a form can state, by section, what is in force first."""
    return [_section(one, pack) for one in sections()]


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """The sections, those whose chapter is built first, each in the order of the register."""
    groups: dict[str, list[Parameter]] = {}
    for one in PARAMETERS:
        if one.key not in NOT_IN_FORMS:
            groups.setdefault(_section_name(one), []).append(one)
    found = [Section(name, group[0].chapter, tuple(group)) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda one: not one.chapter.built))


def section_at(slug: str) -> Section | None:
    """The section behind an address."""
    return next((one for one in sections() if one.slug == slug), None)


def section_slug(parameter: str) -> str:
    """The address of the section in which a parameter is stated; empty where no form states it."""
    return next((one.slug for one in sections() if any(each.key == parameter for each in one.parameters)), "")


def shown_families(pack: Pack) -> list[tuple[str, str, list[ShownRule]]]:
    """The rules by family: its key, what it is about, and each rule."""
    groups: dict[str, list[ShownRule]] = {}
    for rule in pack.rules.values():
        groups.setdefault(family_of(rule.id), []).append(_rule(rule, pack))
    return [(family, family_words(family), rules) for family, rules in groups.items()]


def family_of(rule: str) -> str:
    return rule.partition(".")[0]


def family_words(family: str) -> str:
    """What a family of rules is about."""
    return FAMILIES.get(family, family.replace("_", " ").capitalize())


def rules_of(family: str, pack: Pack) -> list[RuleEntry]:
    """The rules of one family; none where there is no such family."""
    return [rule for rule in pack.rules.values() if family_of(rule.id) == family]


def rule_words(rule: str) -> str:
    """What a rule sees to: the first sentence that it says of itself."""
    said = (RULES[rule].__doc__ or rule).strip().splitlines()[0]
    return said.rstrip(".")


def counted_rules(rules: Iterable[RuleEntry]) -> dict[str, int]:
    """How many rules block, warn and advise, and how many are off."""
    counts = dict.fromkeys(("must", "should", "may", "off"), 0)
    for rule in rules:
        counts[rule.strength if rule.on else "off"] += 1
    return counts


def shown_changes(changes: Iterable[Change]) -> list[Change]:
    """Differences with each rule told by what it sees to."""
    return [
        replace(one, label=f"Rule: {rule_words(one.key.removeprefix('rules.'))}")
        if one.key.startswith("rules.") and one.key.removeprefix("rules.") in RULES
        else one
        for one in changes
    ]


def _section_name(one: Parameter) -> str:
    return _PARTS.get(one.key.partition(".")[0], one.chapter.name)


def _section(section: Section, pack: Pack) -> ShownSection:
    shown = [_parameter(one, pack) for one in section.parameters]
    return ShownSection(section, [one for one in shown if one.said], [one for one in shown if not one.said])


def _parameter(one: Parameter, pack: Pack) -> ShownParameter:
    value = pack.stated(one.key)
    minimum = f"{one.minimum.text} {one.minimum.law}." if one.minimum else ""
    says = meaning(one.key, value) if value is not None else "Not stated by policy"
    source = pack.comes_from(one.key) or ""
    return ShownParameter(
        key=one.key,
        label=one.label,
        says=says,
        said=value is not None,
        minimum=minimum,
        law=one.lock.law if one.lock else "",
        pack=source,
        effect="" if one.takes_effect == "in force" else one.takes_effect,
    )


def _rule(rule: RuleEntry, pack: Pack) -> ShownRule:
    clause = pack.clauses.get(rule.clause)
    words = f"{rule.clause}: {clause.text}" if clause else rule.clause
    return ShownRule(rule.id, rule_words(rule.id), words, STRENGTHS[rule.strength], rule.on, rule.law)
