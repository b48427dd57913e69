"""What browsers ask of members, one file per place."""
