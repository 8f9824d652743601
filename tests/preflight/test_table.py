"""The table of rules in the docs is the one that the code makes."""

from roundups.preflight import RULES
from tests.preflight.table import RULES_TABLE


def test_the_docs_have_the_table_that_the_code_makes() -> None:
    assert RULES_TABLE.there() == RULES_TABLE.make()


def test_every_rule_says_what_it_finds() -> None:
    assert [name for name, rule in RULES.items() if not rule.says.endswith(".")] == []
