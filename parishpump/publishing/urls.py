"""Doors of publishing: posts, drafts, revisions, deliveries, the pause."""

from django.urls import path

from parishpump.publishing.views import deliveries, drafts, library, pausing, pictures, posts, revisions, standards

urlpatterns = [
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", drafts.new_post, name="new-post"),
    path("posts/<str:reference>/", posts.post, name="post"),
    path("posts/<str:reference>/draft/", drafts.draft, name="draft"),
    path("posts/<str:reference>/draft/check/", drafts.draft_check, name="draft-check"),
    path("posts/<str:reference>/draft/pictures/", pictures.draft_pictures, name="draft-pictures"),
    path("posts/<str:reference>/draft/removal/", drafts.draft_removal, name="draft-removal"),
    path("posts/<str:reference>/submission/", drafts.submission, name="submission"),
    path("posts/<str:reference>/withdrawal/", posts.withdrawal, name="withdrawal"),
    path("posts/<str:reference>/correction/", posts.correction, name="correction"),
    path("posts/<str:reference>/review/", posts.review, name="post-review"),
    path("posts/<str:reference>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("posts/<str:reference>/revisions/<int:number>/approval/", revisions.approval, name="approval"),
    path("posts/<str:reference>/revisions/<int:number>/return/", revisions.sending_back, name="return"),
    path("posts/<str:reference>/revisions/<int:number>/agreement/", revisions.agreement, name="agreement"),
    path("posts/<str:reference>/draft/library/", library.draft_library, name="draft-library"),
    path("pictures/", library.library, name="library"),
    path("pictures/additions/", library.picture_additions, name="picture-additions"),
    path("pictures/<int:number>/", pictures.picture, name="picture"),
    path("pictures/<int:number>/passport/", library.passport, name="passport"),
    path("pictures/<int:number>/passport/versions/", library.passport_versions, name="passport-versions"),
    path("pictures/<int:number>/withdrawn-consent/", library.withdrawn_consent, name="withdrawn-consent"),
    path("pictures/<int:number>/retirement/", library.retirement, name="retirement"),
    path("standards/", standards.standards, name="standards"),
    path("deliveries/<int:number>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:number>/proof/", deliveries.delivery_proof, name="delivery-proof"),
    path("deliveries/<int:number>/settlement/", deliveries.delivery_settlement, name="delivery-settlement"),
    path("deliveries/<int:number>/release/", deliveries.delivery_release, name="delivery-release"),
    path("deliveries/<int:number>/retry/", deliveries.delivery_retry, name="delivery-retry"),
    path("deliveries/<int:number>/end/", deliveries.delivery_end, name="delivery-end"),
    path("pause/", pausing.pause, name="pause"),
    path("pause/end/", pausing.pause_end, name="pause-end"),
]
