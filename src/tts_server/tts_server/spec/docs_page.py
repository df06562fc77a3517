"""`/docs`: the OpenAPI document as one plain page. It fetches nothing from anywhere."""

from __future__ import annotations

import html
from typing import Any

__all__ = ["docs_page"]

STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
code { font-family: ui-monospace, monospace; font-size: .95em; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-top: 1px solid #8884 }
h2 { margin-top: 2.5rem }
"""


def docs_page(spec: dict[str, Any]) -> str:
    """Write the page."""
    schemas = spec["components"]["schemas"]
    info = spec["info"]
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{_text(info["title"])}</title>',
        '<meta name="viewport" content="width=device-width"><style>' + STYLE + "</style><main>",
        f"<h1>{_text(info['title'])} {_text(info['version'])}</h1><p>{_marked(info['description'])}</p>",
        '<p>For programs: <a href="/openapi.json">openapi.json</a>.</p>',
    ]
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            parts.append(f"<h2><code>{method.upper()} {_text(path)}</code></h2>")
            parts.append(f"<p><strong>{_text(operation.get('summary', ''))}.</strong> ")
            parts.append(f"{_marked(operation.get('description', ''))}</p>")
            parts.extend(_fields(body, schemas) for body in _bodies(operation, schemas))
            parts.append(_answers(operation))
    return "".join([*parts, "</main></html>"])


def _bodies(operation: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    content = operation.get("requestBody", {}).get("content", {})
    held: dict[str, Any] = next((each["schema"] for each in content.values()), {})
    found = [_resolved(each, schemas) for each in held.get("anyOf", [held] if held else [])]
    return [each for each in found if "properties" in each]


def _fields(body: dict[str, Any], schemas: dict[str, Any]) -> str:
    rows = []
    for name, field in body["properties"].items():
        need = "required" if name in body.get("required", ()) else f"default {_default(field)}"
        kind, about = _kind(field, schemas), _marked(field.get("description", ""))
        rows.append(f"<tr><td><code>{_text(name)}</code><td>{kind}<td>{need}<td>{about}")
    title = _text(body.get("title", "Form"))
    return f"<h3>{title}</h3><table><tr><th>Field<th>Takes<th><th>Meaning{''.join(rows)}</table>"


def _kind(field: dict[str, Any], schemas: dict[str, Any]) -> str:
    if "anyOf" in field:
        return " or ".join(_kind(each, schemas) for each in field["anyOf"])
    if "$ref" in field:
        inner = _resolved(field, schemas).get("properties", {})
        return f"object with {', '.join(map(_text, inner))}"
    if "enum" in field:
        return ", ".join(f"<code>{_text(str(each))}</code>" for each in field["enum"])
    if "const" in field:
        return f"<code>{_text(str(field['const']))}</code>"
    low, high = field.get("minimum"), field.get("maximum", field.get("maxLength"))
    bound = f" from {low}" if low is not None else ""
    return _text(str(field.get("type", "any"))) + bound + (f" to {high}" if high is not None else "")


def _answers(operation: dict[str, Any]) -> str:
    rows = [
        f"<tr><td><code>{status}</code><td>{_marked(answer['description'])}"
        f"<td>{', '.join(f'<code>{_text(kind)}</code>' for kind in answer.get('content', {}))}"
        for status, answer in operation["responses"].items()
    ]
    return f"<h3>Answers</h3><table><tr><th>Status<th>Meaning<th>As{''.join(rows)}</table>"


def _default(field: dict[str, Any]) -> str:
    return f"<code>{_text(str(field['default']))}</code>" if field.get("default") is not None else "none"


def _resolved(field: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schemas[field["$ref"].rpartition("/")[2]] if "$ref" in field else field
    return found


def _text(value: str) -> str:
    return html.escape(value)


def _marked(value: str) -> str:
    """Show what stands between backticks as code."""
    parts = html.escape(value).split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))
