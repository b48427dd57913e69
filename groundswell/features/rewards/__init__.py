"""What help is worth: earning rules as data, and what they would pay."""
