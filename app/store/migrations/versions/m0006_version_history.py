"""What a version came to, which one the customer accepted, and where a statement branched off."""

import json
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0006"
down_revision = "0005"

_FIGURES = ("npv", "roi", "payback_months", "proven_share")
_REFUSED = "an acceptance never changes"
_IS_ERASED = (
    "SELECT 1 FROM erasure JOIN opportunity ON opportunity.account_id = erasure.account_id "
    "JOIN statement ON statement.opportunity_id = opportunity.id "
    "WHERE statement.id = OLD.statement_id"
)


def upgrade() -> None:
    """Add the columns, fill them from what was frozen, and make the table."""
    for name in _FIGURES:
        op.add_column("version", _text(name, 80, optional=True))
    op.add_column("statement", _text("branched_from_statement_id", 30, optional=True))
    op.add_column("statement", sa.Column("branched_from_version", sa.Integer(), nullable=True))
    _fill()
    op.create_table(
        "acceptance",
        _text("id", 30),
        _text("workspace_id", 30),
        _text("statement_id", 30),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        _text("accepted_by", 200, optional=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        _text("note", 4000, optional=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        _text("recorded_by", 100),
        sa.ForeignKeyConstraint(
            ["statement_id", "version_number"],
            ["version.statement_id", "version.version_number"],
            name="fk_acceptance_statement_id_version_number",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_acceptance"),
    )
    op.create_index(
        "ix_acceptance_workspace_id_statement_id_id",
        "acceptance",
        ["workspace_id", "statement_id", "id"],
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _fill() -> None:
    """Copy each frozen result's figures beside it; the version's own content stays as it is."""
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT version_id, content FROM version_body"))
    filled = [{"id": row.version_id, **_figures(bytes(row.content))} for row in found]
    if not filled:
        return
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        op.execute("DROP TRIGGER version_no_update")
    else:
        op.execute("ALTER TABLE version DISABLE TRIGGER version_no_change")
    said = ", ".join(f"{name} = :{name}" for name in _FIGURES)
    connection.execute(sa.text(f"UPDATE version SET {said} WHERE id = :id"), filled)  # noqa: S608 - our names
    if sqlite:
        op.execute(
            "CREATE TRIGGER version_no_update BEFORE UPDATE ON version "
            "BEGIN SELECT RAISE(ABORT, 'a version never changes'); END"
        )
    else:
        op.execute("ALTER TABLE version ENABLE TRIGGER version_no_change")


def _figures(content: bytes) -> dict[str, str | None]:
    result = json.loads(content)["result"]
    metrics = {name: result["metrics"][name] for name in ("npv", "roi", "payback_months")}
    proven = next(
        (part for part in result.get("proof", ()) if part["strength"] == "customer_confirmed"),
        None,
    )
    total = Decimal(result["total_benefits"])
    if proven is None or total <= 0:
        return {**metrics, "proven_share": None}
    share = Decimal(proven["total_benefits"]) / total
    return {**metrics, "proven_share": str(share.quantize(Decimal("1e-6"), ROUND_HALF_UP))}


def _guard_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER acceptance_no_update BEFORE UPDATE ON acceptance "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )
    op.execute(
        "CREATE TRIGGER acceptance_no_replace BEFORE INSERT ON acceptance "  # noqa: S608 - our text
        "WHEN EXISTS (SELECT 1 FROM acceptance WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )

    op.execute(
        "CREATE TRIGGER acceptance_no_delete BEFORE DELETE ON acceptance "
        f"WHEN NOT EXISTS ({_IS_ERASED}) BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_acceptance_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER acceptance_no_change BEFORE UPDATE ON acceptance "
        "FOR EACH ROW EXECUTE FUNCTION refuse_acceptance_change()"
    )
    op.execute(
        "CREATE TRIGGER acceptance_no_truncate BEFORE TRUNCATE ON acceptance "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_acceptance_change()"
    )
    op.execute(
        "CREATE FUNCTION refuse_acceptance_delete() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT EXISTS ({_IS_ERASED}) THEN "
        f"RAISE EXCEPTION '{_REFUSED}'; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER acceptance_no_delete BEFORE DELETE ON acceptance "
        "FOR EACH ROW EXECUTE FUNCTION refuse_acceptance_delete()"
    )


def _text(name: str, length: int, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, AutoString(length=length), nullable=optional)
