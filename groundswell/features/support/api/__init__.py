"""Questions and answers over JSON: the same queries and actions as the pages."""
