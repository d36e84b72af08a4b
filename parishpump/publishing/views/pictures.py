"""Pictures: adding them to a draft, putting them in order, showing them to officers."""

from datetime import datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.archive.queries import blobs_with_bytes
from parishpump.people.powers import WRITE
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.drafting import DraftMoved
from parishpump.publishing.actions.picturing import take_in
from parishpump.publishing.forms.pictures import with_picture, with_picture_earlier, without_picture
from parishpump.publishing.forms.typed import PICTURES_AT_MOST, Typed
from parishpump.publishing.models import Picture
from parishpump.publishing.pictures import MOST_BYTES, NotAPicture
from parishpump.publishing.queries.library import pictures_numbered
from parishpump.publishing.views.composing import DraftGone, compose, keep
from parishpump.publishing.views.drafts import composer_page, moved_page, open_post, settled
from parishpump.publishing.views.surviving import forget_words, words_survive


@words_survive
@officer_page(needs=WRITE)
@require_POST
def draft_pictures(request: OfficerRequest, reference: str) -> HttpResponse:
    """Add the chosen files, take a picture out, or put it further to the front; everything typed is saved with it."""
    post, at = open_post(reference), timezone.now()
    before = settled(request, post)
    typed, problems = _with_files(request, before.typed, request.FILES.getlist("files"), at=at)
    composition = compose(
        post, _rearranged(request, typed), before.overrides, council=request.council, author=request.acting, at=at
    )
    try:
        saved = keep(composition, version=request.POST.get("version", ""), by=request.user, at=at)
    except (DraftMoved, DraftGone) as moved:
        return moved_page(request, composition, moved)
    forget_words(request.session, reference)
    if problems:
        return composer_page(
            request, composition, version=str(saved.version), draft=saved, status=422, file_problems=problems
        )
    if "library" in request.POST:
        return HttpResponseRedirect(reverse("draft-library", args=[reference]))
    return HttpResponseRedirect(reverse("draft", args=[reference]) + "#pictures")


@officer_page
@require_GET
def picture(request: OfficerRequest, number: int) -> HttpResponse:
    """The bytes of a picture, for people in office. They never change under this address."""
    found = Picture.objects.filter(id=number).first()
    if found is None:
        raise Http404
    answer = HttpResponse(blobs_with_bytes([found.sha256])[found.sha256], content_type=found.media_type)
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    if "download" in request.GET:
        ending = "png" if found.media_type == "image/png" else "jpg"
        answer["Content-Disposition"] = f'attachment; filename="picture-{found.id}.{ending}"'
    return answer


def _with_files(
    request: OfficerRequest, typed: Typed, files: "list[UploadedFile[bytes]]", *, at: datetime
) -> tuple[Typed, list[str]]:
    """The draft with every file that is a picture, and what is wrong with each of the others."""
    problems = []
    for upload in files:
        name = (upload.name or "The file")[:80]
        if len(typed.pictures) >= PICTURES_AT_MOST:
            problems.append(f"{name}: there are {PICTURES_AT_MOST} pictures already. Take one out first.")
            continue
        try:
            added, fresh = take_in(upload.read(MOST_BYTES + 1), filename=upload.name or "", by=request.user, at=at)
        except NotAPicture as refused:
            problems.append(f"{name}: {refused}")
            continue
        if not fresh:
            messages.info(request, f"{name}: you already have this picture. The one in the library is used.")
        typed = with_picture(typed, added)
    return typed, problems


def _rearranged(request: OfficerRequest, typed: Typed) -> Typed:
    remove, earlier = request.POST.get("remove", ""), request.POST.get("earlier", "")
    instead = request.POST.get("instead", "")
    if instead.isdecimal() and (other := Picture.objects.filter(id=int(instead)).first()) and other.looks_like_id:
        known = pictures_numbered([other.looks_like_id])[other.looks_like_id]
        typed = without_picture(with_picture(typed, known), other.id)
    if remove.isdecimal():
        typed = without_picture(typed, int(remove))
    if earlier.isdecimal():
        typed = with_picture_earlier(typed, int(earlier))
    return typed
