"""What the team tells everybody, or some: above the lists for a while, on a page of its own for good."""
