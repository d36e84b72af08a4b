"""Every write of a post's life, in the order of life: drafting, deciding, deliver, amending, pausing."""
