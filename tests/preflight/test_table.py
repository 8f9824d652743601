"""The table of rules in the docs is the one that the code makes."""

from roundups.preflight import RULES
from tests.preflight.table import parts, table


def test_the_docs_have_the_table_that_the_code_makes() -> None:
    _before, there, _after = parts()
    assert there == table()


def test_every_rule_says_what_it_finds() -> None:
    assert [name for name, rule in RULES.items() if not rule.says.endswith(".")] == []
