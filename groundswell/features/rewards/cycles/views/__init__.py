"""The pages: what a member chooses and got, the board of charities, and the cockpit of those who pay."""
