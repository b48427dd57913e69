"""What people are writing and have not posted yet."""
