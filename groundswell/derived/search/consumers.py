"""What search makes of each event."""
