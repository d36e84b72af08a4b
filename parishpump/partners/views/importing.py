"""Taking a directory in, and giving ours away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parishpump.partners.actions import Taken, take_in
from parishpump.partners.directory_file import Directory, Row, write_directory
from parishpump.partners.forms.directory import ImportForm
from parishpump.partners.models import Entry, Partner
from parishpump.partners.shipped import SHIPPED
from parishpump.people.powers import LISTEN
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.words import counted, listed


@officer_page(needs=LISTEN)
def shipped_directory(request: OfficerRequest, name: str) -> HttpResponse:
    """What a directory that comes with Parish Pump says; and taking it in, with one action."""
    shipped = next((one for one in SHIPPED if one.id == name), None)
    if shipped is None:
        raise Http404
    directory, at = shipped.read(), timezone.now()
    if request.method == "POST":
        taken = take_in(directory, source=f"{shipped.words}, which came with Parish Pump", by=request.user, at=at)
        return _taken(request, taken)
    known = set(Partner.objects.values_list("key", flat=True))
    facts = {
        "shipped": shipped,
        "directory": directory,
        "rows": [(row.facts, row.key in known) for row in directory.rows],
        "left": sum(row.key in known for row in directory.rows),
        "authority": authority_for(request.user, LISTEN, at=at),
    }
    return render(request, "partners/shipped.html", facts)


@officer_page(needs=LISTEN)
def partners_import(request: OfficerRequest) -> HttpResponse:
    """Take a directory in from a file."""
    form, at = ImportForm(request.POST or None, request.FILES or None), timezone.now()
    if form.is_valid():
        source = form.directory.name or "a file"
        return _taken(request, take_in(form.directory, source=source, by=request.user, at=at))
    facts = {"form": form, "authority": authority_for(request.user, LISTEN, at=at)}
    return render(request, "partners/import.html", facts, status=422 if form.is_bound else 200)


@officer_page
@require_GET
def partners_toml(request: OfficerRequest) -> HttpResponse:
    """The whole directory with its history, as a file that another council can take in."""
    entries = Entry.objects.select_related("partner", "ending").order_by("partner__key", "valid_from", "number")
    # Of two entries from one day the later one counts, and what was called off never held.
    counts = {(one.partner_id, one.valid_from): one for one in entries if not one.is_called_off}
    rows = tuple(Row(one.partner.key, one.facts) for one in counts.values())
    note = "Check before you rely on it: what another council reviewed is not reviewed by yours."
    text = write_directory(Directory(f"The directory of {request.council.name}"[:120], note, rows))
    name = {"Content-Disposition": 'attachment; filename="directory.toml"'}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=name)


def _taken(request: OfficerRequest, taken: Taken) -> HttpResponse:
    bodies = {entry.partner_id for entry in taken.entries}
    if bodies:
        came = f"{counted(len(bodies), 'body', 'bodies')} came in. Nobody of your council has reviewed them yet."
        messages.success(request, came)
    if taken.left:
        messages.info(request, f"Left as they are, because you had them already: {listed(list(taken.left))}.")
    return redirect("partners")
