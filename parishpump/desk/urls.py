from django.urls import path

from parishpump.desk.views.first_run import first_run

urlpatterns = [
    path("first-run/", first_run, name="first-run"),
]
