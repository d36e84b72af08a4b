"""What a message probably is, and the legal duty that may lie in it: suggestions with their words, never a decision."""
