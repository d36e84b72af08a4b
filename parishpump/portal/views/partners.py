"""Who does what: the other public bodies, as somebody of the council last looked at them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.partners.queries.directory import answers_to, directory_at, monitoring_officer_at
from parishpump.partners.queries.reviews import reviewed
from parishpump.portal.facts import contacts_of
from parishpump.portal.views.door import council_of, open_to_all, page
from parishpump.portal.wording import linked, one_line


@open_to_all
def who_does_what(request: HttpRequest) -> HttpResponse:
    """Every service with the body that does it today. What nobody has reviewed is left out."""
    today, words = timezone.localdate(timezone.now()), one_line(request.GET.get("words", ""))[:200]
    looked = {one.entry.id: one for one in reviewed(directory_at(today)) if one.review is not None}
    entries = [one.entry for one in looked.values()]
    wanted, bodies = answers_to(words, today, among=entries)
    officer = monitoring_officer_at(today, among=entries)
    facts = {
        "words": words,
        "services": [
            (service, [(e, e.facts.page_for(service.id)) for e in doers]) for service, doers in wanted if doers
        ],
        "bodies": [(e, linked(e.phone), linked(e.email), looked[e.id].review) for e in bodies],
        "monitoring_officer": officer,
        "monitoring_contact": linked(officer.contact) if officer else "",
        "contacts": contacts_of(council_of(request)),
    }
    return page(request, "who_does_what.html", facts)
