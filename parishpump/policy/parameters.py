"""The parameters a policy pack may state, with the kind of value each one takes. Unset means: not stated by policy."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

Value = bool | int | str | date | timedelta | tuple[str, ...] | Mapping[str, str]

_UNITS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_DURATION = re.compile(r"(\d{1,4}) (minute|hour|day|week|month|year)s?")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("must be true or false")


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("must be a whole number, 0 or more")


def _words(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError("must be text")


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
        return tuple(value)
    raise ValueError("must be a list of texts")


def _duration(value: object) -> timedelta:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('must be a length of time such as "20 days" or "4 hours"')
    return timedelta(days=int(match[1]) * _UNITS[match[2]])


def _table(value: object) -> Mapping[str, str]:
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return dict(value)
    raise ValueError("must be a table of names and texts")


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise ValueError(f"must be one of {', '.join(choices)}")

    return read


_KINDS: Mapping[Callable[[object], Value], str] = {
    _flag: """
        publish.self_approval publish.delegation_required content.public_domain_test political.rule
        listen.one_reply_to_many moderate.evidence_before_removal email.official_only email.esummons_consent
        messaging.consent_required messaging.decisions_allowed messaging.disappearing_off
        meeting.clear_days_exclude_saturday
    """,
    _count: "channels.min_admins messaging.admin_count",
    _words: """
        content.copyright_rule channels.purpose moderate.house_rules_text moderate.appeal_route
        personal.disclaimer_text email.domain_rule messaging.consent_text messaging.numbers_visible_notice
        foi.contact foi.s36_qualified_person foi.authority_ref foi.local_signoff_role complaints.route
        dp_complaints.route evaluation.report_to transparency.turnover_band election.start_rule
        principal_authority monitoring_officer_contact
    """,
    _names: """
        scope.media scope.people channels.approved channels.new_account_approver channels.admin_change_approver
        channels.passwords_held_by publish.authors publish.approvers publish.preauthorised_types
        publish.requires_council_type publish.deputy_order content.must content.must_not content.permitted_uses
        deploy.fields_required listen.outcomes listen.engage_test listen.decline_grounds listen.escalate_to
        moderate.grounds moderate.who moderate.ladder moderate.appeal_role moderate.filters personal.title_words
        capacity.triggers messaging.allowed_apps messaging.purposes messaging.eligible messaging.lay_member_route
        messaging.admin_roles meeting.substitutes_bodies transparency.public_registers foi.review_role
        foi.local_guidance press.spokespersons press.release_signoff emergency.declarers emergency.templates
        emergency.trusted_sources training.required languages.supported languages.alternative_formats
        related_documents listen.monitored_hours
    """,
    _duration: """
        content.default_expiry content.stale_after listen.reply_target listen.ack_target messaging.archive_interval
        meeting.substitute_notice foi.internal_target foi.review_target training.acknowledgement_interval
        evaluation.interval emergency.post_review moderate.block_length
    """,
    _table: "roles.titles foi.charges breach.referral retention.schedule transparency.deadlines partners.directory",
    _one_of("parish", "town", "community", "village", "neighbourhood", "city"): "council.type",
    _one_of("outside", "advisory", "covered"): "scope.personal_use",
    _one_of("broadcast", "interactive", "group"): "channels.mode",
    _one_of("on", "off", "per post", "pre-moderated"): "channels.comments",
    _one_of("on", "off", "not official contact"): "channels.direct_messages",
    _one_of("none", "by risk", "always"): "publish.two_person",
    _one_of("none", "contact only", "if essential", "with consent"): "content.personal_data",
    _one_of("none", "approval", "written"): "content.third_party_naming_approval",
    _one_of("never", "partners", "community", "any"): "content.share_third_party",
    _one_of("never", "written parental consent"): "content.children_images",
    _one_of("none", "adverts only", "any"): "content.recruitment_use",
    _one_of("website", "noticeboard", "email"): "content.official_record_channel",
    _one_of("channel", "channel and campaign", "each post"): "deploy.approval_levels",
    _one_of("none", "ban", "separate account", "state capacity"): "personal.title_rule",
    _one_of("any", "non-sensitive only"): "messaging.sensitivity_limit",
    _one_of("any time", "last resort", "never"): "messaging.apology_route messaging.substitute_route",
    _one_of("warn", "second approval", "block"): "election.gate_mode",
}

_READERS = {name: reader for reader, names in _KINDS.items() for name in names.split()}
NAMES = tuple(sorted(_READERS))


def read_parameter(name: str, value: object) -> Value:
    """The typed value of a parameter; ValueError says what is wrong, in words for who writes the pack."""
    reader = _READERS.get(name)
    if reader is None:
        raise ValueError("is no parameter that a pack can state")
    return reader(value)


def flatten(table: Mapping[str, object], above: str = "") -> dict[str, object]:
    """Turn nested tables into dotted names, down to the names that are parameters."""
    flat: dict[str, object] = {}
    for key, value in table.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and name not in _READERS:
            flat.update(flatten(value, f"{name}."))
        else:
            flat[name] = value
    return flat
