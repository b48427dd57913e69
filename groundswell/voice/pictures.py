"""Uploaded pictures: bounded, re-encoded, without what the camera noted."""
