"""The table that lets the versions of an account go: only while the account is erased."""

from sqlmodel import Field, SQLModel


class Erasure(SQLModel, table=True):
    """An account that is being erased.

    Triggers refuse to delete a version unless its account stands here. A row lives no longer than
    its transaction: the account cannot go while it is there, and store/erasure.py takes it away.
    """

    __tablename__ = "erasure"

    account_id: str = Field(primary_key=True, max_length=30, foreign_key="account.id")
