"""The command `value`: serve, migrate, workspaces, keys, audit, example, calculate, print."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from app.cli_keys import Workspace, keys_cli, workspaces_cli
from app.cli_store import opened
from app.services.keys import WORKSPACE
from app.settings import Settings, SettingsError, read_settings
from app.store import Store, StoreError
from app.store.schema import migrate as migrate_store
from app.value import CalculationError, Fault, ValueStatement, calculate, faults_of

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__
)
cli.add_typer(keys_cli, name="keys")
cli.add_typer(workspaces_cli, name="workspaces")
audit_cli = typer.Typer(no_args_is_help=True, help="The record of who did what: verify.")
cli.add_typer(audit_cli, name="audit")

StatementFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A value statement as JSON; - reads it from stdin.")
]


def main() -> None:
    """Run the command line; what goes wrong is told in one line."""
    try:
        cli()
    except (SettingsError, StoreError) as error:
        sys.exit(f"value: {str(error) or type(error).__name__}")


@cli.command()
def serve() -> None:
    """Start the service. Settings are environment variables such as VALUE_PORT."""
    import uvicorn  # noqa: PLC0415 - only this command serves

    from app.main import create_app  # noqa: PLC0415 - the same

    settings = read_settings()
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    app = create_app(settings)
    _greet(settings, app.state.first_key)
    gc.collect()
    gc.freeze()  # what stands here stays: looking through it takes 50 ms, and nobody is answered
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        server_header=False,
        timeout_graceful_shutdown=30,
        access_log=False,
        log_level="warning",
    )


@cli.command()
def migrate() -> None:
    """Bring the database's tables to this release."""
    settings = read_settings()
    store = Store(settings.database_url, settings.database_file)
    try:
        migrate_store(store)
    finally:
        store.close()
    typer.echo("The tables are those of this release.")


@audit_cli.command("verify")
def verify_audit(
    workspace: Annotated[
        str | None, typer.Option(help="A workspace's name or id; all of them by default.")
    ] = None,
) -> None:
    """Walk the audit's chains and name the first link that is not as it was written."""
    from app.services.audit import verify  # noqa: PLC0415
    from app.store.audit import chained_workspaces  # noqa: PLC0415

    with opened() as store:
        with store.reading("") as transaction:
            chains = chained_workspaces(transaction)
        asked = {id_: name for id_, name in chains.items() if workspace in (None, id_, name)}
        if workspace is not None and not asked:
            sys.exit(f"value: There is no workspace {workspace} that has an audit.")
        verdicts = []
        for id_, name in asked.items():
            with store.reading(id_) as transaction:
                verdicts.append(verify(transaction))
            typer.echo(f"{id_}  {name or '-'}  {verdicts[-1]}")
    if any(verdict.broken_at is not None for verdict in verdicts):
        sys.exit(1)


@cli.command()
def example(workspace: Workspace = WORKSPACE) -> None:
    """Load three example deals, each with version 1; loading them again changes nothing."""
    from app.services.examples import load_examples  # noqa: PLC0415
    from app.store.keys import workspace_named  # noqa: PLC0415

    with opened() as store:
        with store.writing("", "example") as transaction:
            workspace_id = workspace_named(transaction, workspace)
        with store.writing(workspace_id, "example") as transaction:
            loaded = load_examples(transaction)
    for deal in loaded:
        typer.echo(f"{deal.account}: {deal.title} ({deal.statement_id or 'there already'})")


@cli.command("calculate")
def calculate_file(file: StatementFile) -> None:
    """Calculate a value statement and write the result as JSON."""
    with _faults_told():
        result = calculate(_statement(file))
    typer.echo(result.model_dump_json(indent=2))


@cli.command("print")
def print_file(
    file: StatementFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="The PDF to write.")] = Path(
        "value-statement.pdf"
    ),
    variant: Annotated[str, typer.Option(help="summary or full")] = "full",
    paper: Annotated[str, typer.Option(help="A4 or Letter")] = "A4",
) -> None:
    """Print a value statement as a PDF, watermarked as a draft."""
    from app.documents.printer import Printer  # noqa: PLC0415 - only this command prints
    from app.services.printing import Layout, order_for_statement  # noqa: PLC0415

    if variant not in ("summary", "full") or paper not in ("A4", "Letter"):
        sys.exit("value: --variant is summary or full, --paper is A4 or Letter.")
    layout = Layout(variant, paper)  # type: ignore[arg-type] # both were just checked
    with _faults_told():
        order = order_for_statement(_statement(file), "command line", datetime.now(UTC), layout)
    printer = Printer(workers=1)
    printer.start()
    try:
        output.write_bytes(printer.make(order))
    finally:
        printer.close()
    typer.echo(str(output))


def _greet(settings: Settings, first_key: str | None) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}"
    typer.echo(f"Value proposition calculator   {address}")
    typer.echo(f"Documentation                  {address}/docs")
    if first_key is not None:
        typer.echo(f"API key (shown this once)      {first_key}")
    sys.stdout.flush()


@contextmanager
def _faults_told() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        sys.exit(_lines(faults_of(error.errors())))
    except CalculationError as error:
        sys.exit(_lines(error.faults))


def _statement(file: Path) -> ValueStatement:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        sys.exit(f"value: {file}: {error.strerror}")
    return ValueStatement.model_validate_json(raw)


def _lines(faults: tuple[Fault, ...]) -> str:
    return "\n".join(
        "\n".join(filter(None, (f"{each.pointer}  {each.detail}", each.underlined, each.hint)))
        for each in faults
    )


if __name__ == "__main__":
    main()
