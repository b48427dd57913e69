"""Conversations without a solution: discussions in spaces, blog posts by members, and polls in both."""
