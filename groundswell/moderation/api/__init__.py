"""Reports, decisions and appeals over JSON."""
