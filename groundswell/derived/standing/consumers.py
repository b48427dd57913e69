"""What standing makes of each event."""
