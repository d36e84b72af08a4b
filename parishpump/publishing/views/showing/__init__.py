"""How posts, findings, previews and deliveries are put into words for a page."""
