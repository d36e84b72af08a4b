"""The directory of other public bodies, its pages looked at, and the words to send people on with."""

from django.urls import path

from parishpump.partners.views import community, directory, importing, links, partner, texts

urlpatterns = [
    path("", directory.partners, name="partners"),
    path("new/", partner.new_partner, name="new-partner"),
    path("directory.toml", importing.partners_toml, name="partners-toml"),
    path("import/", importing.partners_import, name="partners-import"),
    path("shipped/<slug:name>/", importing.shipped_directory, name="shipped-directory"),
    path("pages/", links.partner_links, name="partner-links"),
    path("community/", community.community, name="community"),
    path("community/new/", community.new_organisation, name="new-organisation"),
    path("community/file/", community.community_file, name="community-file"),
    path("community/<int:number>/", community.organisation, name="organisation"),
    path("community/<int:number>/review/", community.organisation_review, name="organisation-review"),
    path("community/<int:number>/withdrawal/", community.organisation_withdrawal, name="organisation-withdrawal"),
    path("texts/", texts.standing_texts, name="standing-texts"),
    path("texts/new/", texts.new_standing_text, name="new-standing-text"),
    path("texts/<int:number>/", texts.standing_text, name="standing-text"),
    path("texts/<int:number>/versions/", texts.standing_text_version, name="standing-text-version"),
    path("texts/<int:number>/end/", texts.standing_text_end, name="standing-text-end"),
    path("<int:number>/", partner.partner, name="partner"),
    path("<int:number>/entries/new/", partner.new_entry, name="new-partner-entry"),
    path("<int:number>/entries/<int:entry>/review/", partner.entry_review, name="partner-entry-review"),
    path("<int:number>/entries/<int:entry>/end/", partner.entry_end, name="partner-entry-end"),
]
