"""Discussions and the blog over JSON."""
