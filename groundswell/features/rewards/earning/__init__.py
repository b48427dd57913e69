"""Earning rules. Nothing here touches a table: the same counting serves what is paid and what would be."""
