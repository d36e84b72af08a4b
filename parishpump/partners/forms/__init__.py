"""What is typed about other public bodies."""
