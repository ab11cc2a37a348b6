from __future__ import annotations

import re

import pytest

from app.services.credentials import is_mistyped
from app.services.key_ring import KeyRing
from app.services.keys import first_key, new_key, remember_key
from app.store.keys import keys, revoke
from app.store.schema import open_store


@pytest.fixture
def store(place):
    opened = open_store(place.url, place.file)
    yield opened
    opened.close()


def test_a_key_can_be_told_from_a_mistyped_one_without_a_database():
    key = new_key()
    assert re.fullmatch(r"vpk_live_[0-9A-Za-z]{49}", key)
    assert not is_mistyped(key)
    wrong = "A" if key[20] != "A" else "B"
    assert is_mistyped(key[:20] + wrong + key[21:])
    assert is_mistyped(key[:-1])


def test_the_first_start_makes_one_key_and_the_second_none(store):
    made = first_key(store, None)
    assert made is not None
    assert first_key(store, None) is None
    assert KeyRing(store).look_up(made).name == "first key"


def test_a_chosen_key_becomes_the_first_and_is_never_told(store):
    chosen = "chosen-by-the-installer-2026"
    assert first_key(store, chosen) is None
    assert first_key(store, chosen) is None
    assert KeyRing(store).look_up(chosen).name == "bootstrap"
    with store.reading("") as transaction:
        assert len(keys(transaction)) == 1


def test_the_store_keeps_no_key_only_its_hash(store):
    key = first_key(store, None)
    with store.reading("") as transaction:
        row = transaction.connection.exec_driver_sql("SELECT * FROM api_key").one()
    assert key not in " ".join(map(str, row))


def test_an_unknown_and_a_revoked_key_are_nobody(store):
    key = first_key(store, None)
    ring = KeyRing(store)
    assert ring.look_up(new_key()) is None
    caller = ring.look_up(key)
    with store.writing("", "test") as transaction:
        revoke(transaction, caller.key_id)
    assert ring.look_up(key) is None
    assert ring.remembered(key) is None


def test_a_key_is_remembered_for_a_moment_only(store, monkeypatch):
    key = first_key(store, None)
    ring = KeyRing(store)
    assert ring.remembered(key) is None
    caller = ring.look_up(key)
    assert ring.remembered(key) == caller
    monkeypatch.setattr("app.services.key_ring.monotonic", lambda: 10**9)
    assert ring.remembered(key) is None


def test_use_is_noted_at_most_once_a_minute(store):
    key = first_key(store, None)
    ring = KeyRing(store)
    used = []
    for _ in range(2):
        ring.look_up(key)
        with store.reading("") as transaction:
            used.append(keys(transaction)[0].last_used_at)
    assert used[0] is not None
    assert used[0] == used[1]


def test_keys_of_one_workspace_share_it_and_others_do_not(store):
    pairs = [("one", "north"), ("two", "north"), ("three", "south")]
    made = {name: new_key() for name, _ in pairs}
    with store.writing("", "test") as transaction:
        for name, workspace in pairs:
            remember_key(transaction, made[name], name, workspace)
    ring = KeyRing(store)
    one, two, three = (ring.look_up(made[name]).workspace_id for name, _ in pairs)
    assert one == two != three
