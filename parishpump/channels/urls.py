"""The register of channels."""

from django.urls import path

from parishpump.channels.views import opening, register, tending

urlpatterns = [
    path("", register.channels, name="channels"),
    path("new/", opening.new_channel, name="new-channel"),
    path("<int:number>/", register.channel, name="channel"),
    path("<int:number>/sign-in/", tending.channel_sign_in, name="channel-sign-in"),
    path("<int:number>/checkup/", tending.channel_checkup, name="channel-checkup"),
    path("<int:number>/end/", tending.channel_end, name="channel-end"),
]
