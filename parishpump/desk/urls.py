"""Doors of the desk: what waits, the calendar, the register, the record. All but the first day's page only read."""

from django.urls import path

from parishpump.desk.views import calendar, desk, findings, policy_live, record, register
from parishpump.desk.views.first_run import first_run

urlpatterns = [
    path("first-run/", first_run, name="first-run"),
    path("desk/", desk.desk, name="desk"),
    path("desk/news/", desk.desk_news, name="desk-news"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("register/", register.register, name="register"),
    path("register.csv", register.register_csv, name="register-csv"),
    path("the-policy/", policy_live.the_policy, name="the-policy"),
    path("the-policy/<str:number>/", policy_live.clause, name="clause"),
    path("findings/", findings.findings, name="findings"),
    path("findings.csv", findings.findings_csv, name="findings-csv"),
    path("record/", record.record, name="record"),
    path("record/<int:number>/", record.record_entry, name="record-entry"),
    path("record/<int:number>/proof.json", record.record_proof, name="record-proof"),
]
