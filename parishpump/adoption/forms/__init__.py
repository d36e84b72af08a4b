"""What is typed on the policy's pages."""
