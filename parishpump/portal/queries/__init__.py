"""What the public may read, split by what is asked."""
