"""How the processes speak to the operator: one line per matter on stderr, coloured on a terminal, JSON elsewhere."""

import logging
import sys

import structlog

# They tell at length what we say in one line: that the database is away.
TALKATIVE = ("procrastinate.utils", "psycopg.pool")


def configure() -> None:
    live = sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer() if live else structlog.processors.JSONRenderer()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if not live:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("groundswell").setLevel(logging.INFO)
    for talkative in TALKATIVE:
        logging.getLogger(talkative).setLevel(logging.CRITICAL)
