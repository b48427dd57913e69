"""The pages: what a member has and earned, the rules in words, and what those see who say how points are earned."""
