"""docs/reference/openapi.json: what the API promises."""

import json


def pages() -> dict[str, str]:
    from groundswell.api import api

    schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
    return {"openapi.json": json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"}
