"""How the policy is told on its pages."""
