"""The pictures of a notice, as they were approved."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.archive.queries import blobs_with_bytes
from parishpump.portal.queries.notices import notices_of
from parishpump.portal.views.door import open_to_all
from parishpump.portal.views.notice import public_post

SHOWN = {"image/jpeg": "jpg", "image/png": "png"}


@open_to_all
def notice_picture(request: HttpRequest, ref: str, sha256: str) -> HttpResponse:
    """One picture of the version that the public sees. Of a withdrawn notice there is none."""
    (seen,) = notices_of([public_post(ref)], at=timezone.now())
    found = next((one for one in seen.pictures if one.sha256 == sha256 and one.media_type in SHOWN), None)
    content = blobs_with_bytes([sha256]).get(sha256) if found else None
    if found is None or content is None:
        raise Http404
    name = f"{seen.reference}-{sha256[:8]}.{SHOWN[found.media_type]}"
    answer = HttpResponse(content, content_type=found.media_type)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
