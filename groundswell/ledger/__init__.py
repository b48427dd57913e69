"""What is owed: a double-entry book of points and money. Append-only and always balanced; see docs/decisions."""
