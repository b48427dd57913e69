"""What notifications makes of each event."""
