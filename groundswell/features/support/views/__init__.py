"""Pages about questions. A view reads the request, calls one action or query, and answers."""
