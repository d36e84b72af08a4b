"""What people type about posts, and what is made of it."""
