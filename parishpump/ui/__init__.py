"""The look and the words that every page shares; it knows no chapter and no model."""
