"""The addresses of the policy's pages."""

from django.urls import path

from parishpump.adoption.views import adopting, draft, elections, matters, policy, texts

urlpatterns = [
    path("", policy.policy, name="policy"),
    path("pack.toml", policy.pack_toml, name="pack-toml"),
    path("versions/", policy.pack_versions, name="pack-versions"),
    path("versions/<int:number>/", policy.pack_version, name="pack-version"),
    path("versions/<int:number>/pack.toml", policy.pack_version_toml, name="pack-version-toml"),
    path("draft/", draft.pack_draft, name="pack-draft"),
    path("draft/pack.toml", draft.pack_draft_toml, name="pack-draft-toml"),
    path("draft/parameters/<slug:group>/", draft.pack_draft_group, name="pack-draft-group"),
    path("draft/rules/<slug:family>/", draft.pack_draft_rules, name="pack-draft-rules"),
    path("draft/import/", draft.pack_draft_import, name="pack-draft-import"),
    path("draft/removal/", draft.pack_draft_removal, name="pack-draft-removal"),
    path("draft/adoption/", adopting.pack_adoption, name="pack-adoption"),
    path("draft/adoption/confirmation/", adopting.pack_adoption_confirmation, name="pack-adoption-confirmation"),
    path("text/", texts.text, name="policy-text"),
    path("text/new/", texts.new_text, name="policy-text-new"),
    path("text/faults/", texts.text_faults, name="policy-text-faults"),
    path("text/clauses/<str:key>/", texts.clause, name="policy-clause"),
    path("text/matchings/", texts.matchings, name="policy-matchings"),
    path("text/matchings/end/", texts.matchings_end, name="policy-matchings-end"),
    path("on-record/", matters.on_record, name="on-record"),
    path("on-record/<int:number>/end/", matters.on_record_end, name="on-record-end"),
    path("elections/", elections.elections, name="elections"),
    path("elections/new/", elections.new_election, name="new-election"),
    path("elections/<int:number>/", elections.election, name="election"),
    path("elections/<int:number>/correction/", elections.election_correction, name="election-correction"),
    path("elections/<int:number>/end/", elections.election_end, name="election-end"),
]
