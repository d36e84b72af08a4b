"""What came with a message: letters, pictures, screenshots."""

from collections.abc import Iterable, Mapping

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from parishpump.archive.queries import blobs_with_bytes
from parishpump.inbox.display import harmless
from parishpump.inbox.queries.attachments import media_type_of
from parishpump.people.powers import LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page

_SHOWN = {"image/jpeg": "jpg", "image/png": "png"}  # we encoded these ourselves, or a network gave them as such


@officer_page(needs=LISTEN)
@require_GET
def attachment(request: OfficerRequest, sha256: str) -> HttpResponse:
    """The bytes of an attachment. Only pictures are shown in the browser; anything else is saved as a file."""
    media_type = media_type_of(sha256)
    if media_type is None:
        raise Http404
    return bytes_kept(sha256, media_type)


def attachments_shown(kept: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """What came with a message, with names and addresses in which no letter hides or turns round."""
    return [{fact: harmless(words) for fact, words in one.items()} for one in kept]


def bytes_kept(sha256: str, media_type: str) -> HttpResponse:
    """Bytes that were captured, so that a browser runs nothing of them."""
    ending = _SHOWN.get(media_type)
    answer = HttpResponse(
        blobs_with_bytes([sha256])[sha256], content_type=media_type if ending else "application/octet-stream"
    )
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if ending is None:
        name = f"attachment-{sha256[:12]}{'.pdf' if media_type == 'application/pdf' else ''}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
