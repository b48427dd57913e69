"""People over JSON, and what every part of the API shares."""
