"""Everything that changes what was found and what is held."""
