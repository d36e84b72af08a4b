"""What is done with the policy: prepare it, adopt it, read the council's own text, keep its elections."""
