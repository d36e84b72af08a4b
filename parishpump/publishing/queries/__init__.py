"""Every read of a post's life that has a name, split by what is asked."""
