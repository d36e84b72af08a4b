"""The standing texts, and which of them is meant for sending somebody on to a body for a service."""

from dataclasses import dataclass

from django.db.models import Q

from parishpump.partners.models import Entry, StandingText
from parishpump.partners.services import service as the_service
from parishpump.partners.wording import filled, missing_in, suggestion

Key = tuple[str, int | None]


@dataclass(frozen=True)
class Wording:
    """Words with which somebody can be sent on. `standing` is the approved text behind them; None: they are ours."""

    text: str
    standing: StandingText | None
    missing: tuple[str, ...] = ()

    @property
    def is_approved(self) -> bool:
        return self.standing is not None


def standing_texts() -> list[StandingText]:
    """The newest version of each standing text that is not taken back: by service, then by body."""
    newest = StandingText.objects.select_related("partner").order_by("service", "partner_id", "-number")
    return [one for one in newest.distinct("service", "partner_id") if one.text]


def history_of_text(text: StandingText) -> list[StandingText]:
    """Every version of the same text, the newest first."""
    return list(StandingText.objects.filter(service=text.service, partner=text.partner_id).order_by("-number"))


def wording_for(service: str, entry: Entry) -> Wording:
    """The words to send somebody on with: the approved text that fits closest, else our suggestion. One query.

    Closest is the text for this service of this body, then for the body, then for the service, whoever does it.
    """
    fits = {(text.service, text.partner_id): text for text in standing_texts_for(service, entry)}
    order: tuple[Key, ...] = ((service, entry.partner_id), ("", entry.partner_id), (service, None))
    standing = next((fits[key] for key in order if key in fits), None)
    facts = facts_of(entry, service)
    text = standing.text if standing is not None else suggestion(facts)
    return Wording(filled(text, facts), standing, tuple(missing_in(text, facts)))


def standing_texts_for(service: str, entry: Entry) -> list[StandingText]:
    """The texts in use that could send somebody on to this body for this service."""
    meant = Q(service=service, partner=None) | Q(service__in=["", service], partner=entry.partner_id)
    newest = StandingText.objects.filter(meant).order_by("service", "partner_id", "-number")
    return [one for one in newest.distinct("service", "partner_id") if one.text]


def facts_of(entry: Entry, service: str) -> dict[str, str]:
    """What a standing text may leave to the directory, by its name there."""
    page = entry.facts.page_for(service)
    return {"body": entry.name, "phone": entry.phone, "email": entry.email, "page": page}


def meant_for(text: StandingText, names: dict[int, str]) -> str:
    """What a standing text is for, in words; `names` are those of the bodies by their number."""
    body = names.get(text.partner_id, str(text.partner)) if text.partner_id is not None else ""
    service = the_service(text.service).words if text.service else ""
    return ": ".join(part for part in (body, service) if part)
