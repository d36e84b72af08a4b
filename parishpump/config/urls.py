"""The URL map: which room opens which door."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from parishpump.config.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("favicon.ico", RedirectView.as_view(url=f"/{settings.STATIC_URL}ui/logo.svg")),
    path("channels/", include("parishpump.channels.urls")),
    path("partners/", include("parishpump.partners.urls")),
    path("policy/", include("parishpump.adoption.urls")),
    path("", include("parishpump.people.urls")),
    path("", include("parishpump.publishing.urls")),
    path("", include("parishpump.inbox.urls")),
    path("", include("parishpump.desk.urls")),
    path("", include("parishpump.portal.urls")),
]

if settings.PARISHPUMP_DEMO:
    urlpatterns.append(path("demonstration/", include("parishpump.demo.urls")))

handler404 = "parishpump.portal.views.errors.not_found"
