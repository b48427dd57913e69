"""The base class of what goes in and out of the API.

It is Ninja's own, so that what Ninja makes of it is meant too, told to build a shape when it is first used: of some three
hundred a process that answers few calls needs few, which is 14 MB less in each.
"""

from ninja import Schema

__all__ = ["Schema"]

Schema.model_config["defer_build"] = True
