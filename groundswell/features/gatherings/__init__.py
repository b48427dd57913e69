"""Where members meet at a time: a meetup in town, a workshop, an hour of questions with the team."""
