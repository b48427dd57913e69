"""What the hot pages read: plain rows in a fixed, small number of statements (docs/decisions/0004-slim-rows.md)."""
