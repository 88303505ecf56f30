"""Writes a JSON Schema for each kind of content file, so that editors can complete keys and mark mistakes.

Knows which schema belongs to which file; the schemas themselves come from the model.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from guide.content.load import DATA, EVIDENCE
from guide.content.schema import METAS, Evidence

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ".schema"


def main() -> int:
    """Write all schemas and say where they are."""
    folder = ROOT / FOLDER
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.json").write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")
    print(f"Wrote {len(schemas())} schemas to {FOLDER}/.")
    return 0


def schemas() -> dict[str, dict[str, Any]]:
    """Name of the data file, kind of page, or "evidence" for the files beside pages -> its JSON Schema."""
    shapes: dict[str, Any] = {file.removesuffix(".yml"): shape for file, shape in DATA.values()}
    found = {name: TypeAdapter(shape).json_schema() for name, shape in {**shapes, **METAS}.items()}
    for kind in METAS:
        for key in EVIDENCE:
            found[kind]["properties"].pop(key, None)
        found[kind]["required"] = [key for key in found[kind]["required"] if key not in EVIDENCE]
    return {**found, "evidence": Evidence.model_json_schema()}


if __name__ == "__main__":
    sys.exit(main())
