"""How the desk puts into words what it read."""
