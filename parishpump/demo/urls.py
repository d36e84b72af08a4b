"""Doors of the demonstration. The URL map opens them in the demonstration only."""

from django.urls import path

from parishpump.demo.views import api, api_replies, network, people, replies

urlpatterns = [
    path("", people.people, name="demo-people"),
    path("people/<int:number>/session/", people.session, name="demo-session"),
    path("network/", network.timeline, name="demo-network"),
    path("network/posts/<int:number>/", network.post, name="demo-post"),
    path("network/posts/<int:number>/replies/", replies.replies, name="demo-replies"),
    path("network/replies/<int:number>/", replies.one, name="demo-reply"),
    path("network/replies/<int:number>/removal/", replies.removal, name="demo-reply-removal"),
    path("network/pictures/<int:number>/", network.picture, name="demo-picture"),
    path("network/api/account", api.account, name="demo-api-account"),
    path("network/api/posts", api.posts, name="demo-api-posts"),
    path("network/api/posts/<int:number>", api.post, name="demo-api-post"),
    path("network/api/replies", api_replies.replies, name="demo-api-replies"),
    path("network/api/replies/<int:number>", api_replies.reply, name="demo-api-reply"),
    path("network/api/replies/<int:number>/hidden", api_replies.hidden, name="demo-api-hidden"),
    path("network/api/blocks/<str:handle>", api_replies.blocked, name="demo-api-block"),
]
