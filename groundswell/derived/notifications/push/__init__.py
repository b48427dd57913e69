"""News on a device through the push service of its browser: sealed for that device, signed by this house."""
