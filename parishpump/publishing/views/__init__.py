"""The officer's pages of publishing."""
