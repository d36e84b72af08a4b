"""What the desk, the calendar, the register and the record read, split by page."""
