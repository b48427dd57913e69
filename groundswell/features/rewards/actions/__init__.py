"""What people do with rewards, and what follows from it at once."""
