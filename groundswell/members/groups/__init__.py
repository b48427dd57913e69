"""Groups of members, and who may read what."""
