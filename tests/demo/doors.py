"""The URL map as it is in the demonstration. Imported while the switch is off, so that the real map stays without."""

from django.urls import include, path

from parishpump.config import urls

urlpatterns = [*urls.urlpatterns, path("demonstration/", include("parishpump.demo.urls"))]
