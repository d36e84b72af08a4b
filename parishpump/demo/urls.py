"""Doors of the demonstration. The URL map opens them in the demonstration only."""

from django.urls import path

from parishpump.demo.views import api, network, people

urlpatterns = [
    path("", people.people, name="demo-people"),
    path("people/<int:number>/session/", people.session, name="demo-session"),
    path("network/", network.timeline, name="demo-network"),
    path("network/posts/<int:number>/", network.post, name="demo-post"),
    path("network/posts/<int:number>/replies/", network.replies, name="demo-replies"),
    path("network/pictures/<int:number>/", network.picture, name="demo-picture"),
    path("network/api/account", api.account, name="demo-api-account"),
    path("network/api/posts", api.posts, name="demo-api-posts"),
    path("network/api/posts/<int:number>", api.post, name="demo-api-post"),
]
