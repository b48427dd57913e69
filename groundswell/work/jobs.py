"""Jobs run in the background, on the same PostgreSQL. Each app may have a file `jobs.py` like this one."""

from groundswell.work import schedules

__all__ = ["schedules"]
