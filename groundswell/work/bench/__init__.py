"""Benches. Each module here has a function `run`, whose options are those of `groundswell bench <module>`."""
