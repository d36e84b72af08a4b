"""The URL map as it is in the demonstration."""

from django.urls import include, path

from parishpump.config import urls

urlpatterns = [*urls.urlpatterns, path("demonstration/", include("parishpump.demo.urls"))]
