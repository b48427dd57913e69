"""Saved searches: what a member goes on looking for, and what of the new fits it."""
