"""JSON Patch (RFC 6902): a list of operations, made in order, all or none of them.

Nothing is added to the standard. What is bounded: the operations of a patch, the depth of what they
make, and the values they compare, move and copy, because copies of copies grow beyond all bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from app.services.errors import InvalidChangeError, PatchTestFailedError
from app.services.json_pointers import NowhereError, Place, read_pointer
from app.services.json_values import DocumentLimits, TooMuchError
from app.value import Fault, faults_of

MOST_OPERATIONS = 1_000

Pointer = Annotated[str, Field(max_length=2000, examples=["/assumptions/0/value"])]


class PatchOperation(BaseModel):
    """One operation: `value` for add, replace and test, `from` for move and copy."""

    model_config = ConfigDict(frozen=True)

    op: Literal["add", "remove", "replace", "move", "copy", "test"]
    path: Pointer
    from_: Pointer | None = Field(default=None, alias="from")
    value: Any = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        needed = {"move": "from", "copy": "from", "remove": None}.get(self.op, "value")
        given = {"from_": "from"} | {"value": "value"}
        if needed and needed not in {given.get(name) for name in self.model_fields_set}:
            raise PydanticCustomError(
                "incomplete_operation",
                "The operation {op} needs the member {needed}.",
                {"op": self.op, "needed": needed},
            )
        return self


PatchOperations = Annotated[list[PatchOperation], Field(max_length=MOST_OPERATIONS)]
_OPERATIONS: TypeAdapter[list[PatchOperation]] = TypeAdapter(PatchOperations)


def patched(target: object, patch: Sequence[object]) -> Any:  # noqa: ANN401 - JSON may be anything
    """What becomes of `target` under a patch; `target` itself may be changed on the way.

    Raises:
        InvalidChangeError: the patch is none, or an operation finds nothing at its place.
        PatchTestFailedError: a `test` found another value.

    Example:
        >>> patched({"pains": ["a"]}, [{"op": "add", "path": "/pains/-", "value": "b"}])
        {'pains': ['a', 'b']}
    """
    try:
        operations = _OPERATIONS.validate_python(list(patch))
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None
    document, limits = {"": target}, DocumentLimits()
    for index, operation in enumerate(operations):
        try:
            _make(document, operation, limits)
        except (NowhereError, TooMuchError) as error:
            raise InvalidChangeError([_fault(index, operation, error)]) from None
        except _TestFailedError:
            raise PatchTestFailedError([_failed(index, operation)]) from None
    return document[""]


class _TestFailedError(Exception):
    """The value is another one."""


def _make(document: dict[str, Any], operation: PatchOperation, limits: DocumentLimits) -> None:
    place = read_pointer(document, operation.path)
    if operation.op == "test":
        if not limits.same(place.value(), operation.value):
            raise _TestFailedError
    elif operation.op == "remove":
        place.remove()
    elif operation.op in ("add", "replace"):
        value = limits.copied(operation.value, place.depth)
        place.add(value) if operation.op == "add" else place.replace(value)
    else:
        _move_or_copy(document, operation, limits, place)


def _move_or_copy(
    document: dict[str, Any], operation: PatchOperation, limits: DocumentLimits, place: Place
) -> None:
    source = operation.from_ or ""
    value = limits.copied(read_pointer(document, source).value(), place.depth)
    if operation.op == "move":
        if operation.path == source:
            return
        if operation.path.startswith(f"{source}/"):
            raise NowhereError(source, "A part cannot be moved into itself.")
        read_pointer(document, source).remove()
        place = read_pointer(document, operation.path)  # indexes may have shifted
    place.add(value)


def _fault(index: int, operation: PatchOperation, error: NowhereError | TooMuchError) -> Fault:
    if isinstance(error, TooMuchError):
        return Fault(f"#/{index}", "TOO_MUCH_WORK", f"Operation {index}: {error}")
    member = "from" if error.pointer == operation.from_ != operation.path else "path"
    return Fault(
        f"#/{index}/{member}",
        "PATCH_FAILED",
        f"Operation {index} ({operation.op} {operation.path[:200]}): {error}",
        error.hint,
    )


def _failed(index: int, operation: PatchOperation) -> Fault:
    return Fault(
        f"#/{index}",
        "TEST_FAILED",
        f"Operation {index}: another value stands at {operation.path[:200] or 'the top'}.",
        "Figures are texts in a draft: test for the text that you read, such as “0.10”.",
    )
