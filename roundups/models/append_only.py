"""Triggers that keep sealed rows sealed: no UPDATE, DELETE or TRUNCATE on editions, moves, page texts, the record.

Nor on rulings. Two tables have one way through each: a version may go together with its story, a draft that was never
filed; and the text of an edition may be replaced when it names a later row of the record, which a redaction does.
"""

from typing import Any

from django.db import connections

ALWAYS = ("roundups_edition", "roundups_move", "roundups_findingruling", "newsroom_pagetext", "newsroom_recordrow")
VERSION, TEXT = "roundups_version", "roundups_editiontext"
TABLES = (*ALWAYS, VERSION, TEXT)
REFUSAL = "this row is sealed and can be neither changed nor removed"
_FILED = "EXISTS (SELECT 1 FROM roundups_story WHERE id = OLD.story_id AND filed_at IS NOT NULL)"
_NOT_REDACTED = "NEW.edition_id <> OLD.edition_id OR COALESCE(NEW.redaction_id, 0) <= COALESCE(OLD.redaction_id, 0)"
# Table and event → what must hold for the refusal; everything else is refused always.
_ONLY_WHEN = {(VERSION, "delete"): _FILED, (TEXT, "update"): _NOT_REDACTED}


def install(using: str = "default", **_signal: Any) -> None:
    """Put every trigger in place, replacing what is there. Runs after every migrate, those that lead back too."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
        for statement in _statements(connection.vendor, [table for table in TABLES if table in there]):
            cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take every trigger away; for the test fixture around a flush only."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in TABLES:
            for event in _events(connection.vendor):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}{on}")


def missing(using: str = "default") -> list[str]:
    """The names of triggers that should be there and are not; health asks this."""
    connection = connections[using]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = {_name(table, event) for table in TABLES for event in _events(connection.vendor)}
    return sorted(wanted - present)


def _events(vendor: str) -> tuple[str, ...]:
    return ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event}"


def _statements(vendor: str, tables: list[str]) -> list[str]:
    """The statements that put the triggers in place; every name in them is a constant of this module."""
    if vendor == "sqlite":
        return [
            statement
            for table in tables
            for event in _events(vendor)
            for statement in (
                f"DROP TRIGGER IF EXISTS {_name(table, event)}",
                f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} {_when(table, event)} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
            )
        ]
    refuse = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger AS $$ BEGIN {} END $$ LANGUAGE plpgsql"
    raising = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
    statements = [
        refuse.format("sealed_row", raising),
        refuse.format("sealed_version", f"IF {_FILED} THEN {raising} END IF; RETURN OLD;"),
        refuse.format("sealed_text", f"IF {_NOT_REDACTED} THEN {raising} END IF; RETURN NEW;"),
    ]
    for table in tables:
        for event in _events(vendor):
            each = "STATEMENT" if event == "truncate" else "ROW"
            function = {(VERSION, "delete"): "sealed_version", (TEXT, "update"): "sealed_text"}.get(
                (table, event), "sealed_row"
            )
            statements += [
                f"DROP TRIGGER IF EXISTS {_name(table, event)} ON {table}",
                f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {function}()",
            ]
    return statements


def _when(table: str, event: str) -> str:
    condition = _ONLY_WHEN.get((table, event))
    return f"WHEN {condition}" if condition else ""
