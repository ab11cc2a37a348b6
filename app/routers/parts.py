"""Single parts of a draft by their keys: the same five operations for each of its lists."""

from typing import Annotated, Any, cast

from fastapi import Body, Path, Request, Response
from pydantic import Field, create_model
from pydantic_core import to_json

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire, wire_parts
from app.routers.answers import as_json, problems, strict_router
from app.routers.reasons import SAYS_WHY
from app.routers.strict import needs
from app.services import parts
from app.services.parts import ChangedPart, PartAddress
from app.services.preconditions import etag_of
from app.store.records import Statement
from app.value import Result, ValueStatement
from app.value.formulas.text import Key
from app.value.parts import Part

router = strict_router("Statements")

_KINDS = {
    "assumptions": "assumption",
    "benefits": "benefit",
    "investments": "investment",
    "capabilities": "capability",
    "deliverables": "deliverable",
    "pains": "pain",
    "objectives": "objective",
    "key_players": "key player",
    "pools": "pool",
    "scenarios": "scenario",
    "alternatives": "alternative",
}
"""The keyed lists of a statement, and what one of their parts is called."""

_READS = problems(404)
_CHANGES = problems(404, 409, 412, 413, 415, 422, 428, 507)
_EXAMPLES: dict[str, dict[str, Any]] = {
    "assumption": {"label": "Users", "value": "22", "unit": "people", "source": "Payroll 2026"},
    "benefit": {"statement": "Save paper", "per_year": "1000"},
    "investment": {"statement": "Licences", "per_year": "100"},
    "capability": {"statement": "See all orders in one place"},
    "deliverable": {"statement": "A training for all users"},
    "pain": {"statement": "Orders are typed twice"},
    "objective": {"statement": "Raise the revenue per user", "by_month": 12},
    "key player": {"name": "A. Example", "role": "CFO"},
    "pool": {"label": "Hours of clerks", "per_year": "1600", "unit": "hours"},
    "scenario": {"label": "Half the speed"},
    "alternative": {"statement": "Wait a year", "kind": "status_quo"},
}


def add_routes(list_name: str, kind: str) -> None:
    """Add the five operations of one list."""
    model = cast("type[Part]", _model_of(list_name))
    name = "".join(word.capitalize() for word in kind.split())
    names = "".join(word.capitalize() for word in list_name.split("_"))
    path = f"/statements/{{statement_id}}/draft/{list_name}"
    one = f"{path}/{{{_parameter(kind)}}}"
    _add_list(path, list_name, names, model)
    _add_get(one, (list_name, kind), name, model)
    _add_put(one, (list_name, kind), name, model)
    _add_patch(one, (list_name, kind), name, model)
    _add_delete(one, (list_name, kind), name, model)


def _add_list(path: str, list_name: str, names: str, model: type[Part]) -> None:
    spoken = list_name.replace("_", " ")

    @router.get(
        path,
        name=f"listDraft{names}",
        summary=f"List a draft's {spoken}",
        description=f"List a draft's {spoken}, in its order.",
        response_model=wire.Page[model],  # type: ignore[valid-type] # one for each list
        responses=_READS,
    )
    @needs("statements.read")
    async def list_parts(
        desk: TheDesk, statement_id: str, stretch: lists.TheStretch, request: Request
    ) -> Response:
        after = stretch.after(lists.scope_of(request))
        statement, page = await desk.read(
            parts.parts, statement_id, list_name, stretch.limit, after
        )
        answer = lists.answer(request, page, lambda item: cast("wire.Wire", item), stretch.limit)
        answer.headers["ETag"] = etag_of(statement)
        return answer


def _add_get(path: str, of: tuple[str, str], name: str, model: type[Part]) -> None:
    @router.get(
        path,
        name=f"getDraft{name}",
        summary=f"Read one {of[1]} of a draft",
        description=f"Read one {of[1]} of a draft by its key; `etag` is the draft's.",
        response_model=wire_parts.DraftPart[model],  # type: ignore[valid-type] # as above
        responses=_READS,
    )
    @needs("statements.read")
    async def get_part(
        desk: TheDesk, statement_id: str, key: Annotated[str, _key_in_path(of[1])]
    ) -> Response:
        found = await desk.read(parts.part, PartAddress(statement_id, *of, key))
        return _told(*found)


def _add_put(path: str, of: tuple[str, str], name: str, model: type[Part]) -> None:
    # Its default is spoken by the part's own rules; the key itself is the path's.
    key_field: Any = (Key, Field(default_factory=lambda: "it"))
    fields = create_model(f"{model.__name__}Fields", __base__=model, key=key_field)
    changed = wire_parts.ChangedDraftPart[model]  # type: ignore[valid-type] # as above

    @router.put(
        path,
        name=f"putDraft{name}",
        summary=f"Put one {of[1]} into a draft",
        description=f"Replace one {of[1]} of the draft you read, or add it after the last. The key "
        "is the address's; the answer says what the change does to the figures.",
        response_model=changed,
        responses={201: {"model": changed, "description": "It is new."}, **_CHANGES},
        dependencies=[SAYS_WHY],
    )
    @needs("statements.write")
    async def put_part(
        desk: TheDesk,
        statement_id: str,
        key: Annotated[str, _key_in_path(of[1])],
        part: Annotated[fields, Body(examples=[_EXAMPLES[of[1]]])],
        precondition: ThePrecondition,
    ) -> Response:
        said = cast("Part", part)
        given = said.model_dump(mode="json", by_alias=True, exclude_none=True)
        if "key" not in said.model_fields_set:
            del given["key"]
        address = PartAddress(statement_id, *of, key)
        return await desk.write(_changed, parts.put_part, address, given, precondition)


def _add_patch(path: str, of: tuple[str, str], name: str, model: type[Part]) -> None:
    @router.patch(
        path,
        name=f"changeDraft{name}",
        summary=f"Change one {of[1]} of a draft",
        description=f"Change fields of one {of[1]} of the draft you read (JSON Merge Patch): null "
        "removes; the answer says what the change does to the figures.",
        response_model=wire_parts.ChangedDraftPart[model],  # type: ignore[valid-type] # as above
        responses=_CHANGES,
        dependencies=[SAYS_WHY],
    )
    @needs("statements.write")
    async def patch_part(
        desk: TheDesk,
        statement_id: str,
        key: Annotated[str, _key_in_path(of[1])],
        patch: Annotated[dict[str, Any], Body(media_type="application/merge-patch+json")],
        precondition: ThePrecondition,
    ) -> Response:
        address = PartAddress(statement_id, *of, key)
        return await desk.write(_changed, parts.patch_part, address, patch, precondition)


def _add_delete(path: str, of: tuple[str, str], name: str, model: type[Part]) -> None:
    @router.delete(
        path,
        name=f"removeDraft{name}",
        summary=f"Remove one {of[1]} from a draft",
        description=f"Remove one {of[1]} from the draft you read. One that formulas or other parts "
        "name is not removed: the answer 409 lists them.",
        response_model=wire_parts.ChangedDraftPart[model],  # type: ignore[valid-type] # as above
        responses=_CHANGES,
        dependencies=[SAYS_WHY],
    )
    @needs("statements.write")
    async def remove_part(
        desk: TheDesk,
        statement_id: str,
        key: Annotated[str, _key_in_path(of[1])],
        precondition: ThePrecondition,
    ) -> Response:
        address = PartAddress(statement_id, *of, key)
        return await desk.write(_changed, parts.remove_part, address, precondition)


def _parameter(kind: str) -> str:
    return f"{kind.replace(' ', '_')}_key"


def _key_in_path(kind: str) -> Any:  # noqa: ANN401 - what FastAPI's own Path is
    return Path(alias=_parameter(kind), max_length=64, description=f"The key of the {kind}.")


def _model_of(list_name: str) -> object:
    annotation: Any = ValueStatement.model_fields[list_name].annotation
    return annotation.__args__[0]


def _told(statement: Statement, part: dict[str, Any]) -> Response:
    tag = etag_of(statement)
    body = {"statement_id": statement.id, "etag": tag, "part": part}
    return as_json(to_json(body), {"ETag": tag})


def _changed(changed: ChangedPart) -> Response:
    tag = etag_of(changed.statement)
    body = {
        "statement_id": changed.statement.id,
        "etag": tag,
        "part": changed.part,
        "before": _headline(changed.before),
        "after": _headline(changed.after),
    }
    return as_json(to_json(body), {"ETag": tag}, 201 if changed.is_new else 200)


def _headline(result: Result | None) -> dict[str, Any] | None:
    if result is None:
        return None
    said = result.model_dump(
        mode="json",
        include={"value": True, "total_benefits": True, "total_investment": True, "metrics": True},
    )
    metrics = said.pop("metrics")
    return {**said, "npv": metrics["npv"], "roi": metrics["roi"]}


for _list_name, _kind in _KINDS.items():
    add_routes(_list_name, _kind)
