"""The public's pages, split by what is read."""
