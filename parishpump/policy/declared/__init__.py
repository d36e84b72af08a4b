"""The parameters of a policy as they are declared, a module for each part of it, in the order of their rows."""
