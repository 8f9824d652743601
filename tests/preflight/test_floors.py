"""The floors of 3-preflight, on the half of the labelled set that no rule was tuned on."""

import pytest

from roundups.preflight import RULES, Severity
from tests.preflight.__main__ import CONFIRMS, FLOOR, FLOORED
from tests.preflight.labelled import Roundup, cases, is_about, roundups, rules, scored

POSITIVES, RUSSIAN = 20, 1 / 3


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.startswith(FLOORED)])
def test_a_rule_with_a_floor_finds_nine_of_ten(rule: str) -> None:
    assert scored(rule).recall >= FLOOR


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.startswith(FLOORED)])
def test_a_rule_with_a_floor_has_enough_cases_in_both_languages(rule: str) -> None:
    planted = [case for case in cases(rule) if case.finds]
    clean = [case for case in cases(rule) if not case.finds]
    russian = sum(case.page.language == "ru" for case in planted)
    assert len(planted) >= POSITIVES
    assert len(clean) >= len(planted)
    assert russian >= RUSSIAN * len(planted)


@pytest.mark.parametrize("rule", rules())
def test_every_case_is_of_a_rule_that_there_is(rule: str) -> None:
    assert rule in RULES


@pytest.mark.parametrize("roundup", [pytest.param(each, id=each.name) for each in roundups() if not each.finds])
def test_a_clean_roundup_is_left_in_peace(roundup: Roundup) -> None:
    found = [each for each in roundup.found() if each.severity in {Severity.BLOCK, Severity.CONFIRM}]
    assert [each for each in found if each.severity == Severity.BLOCK] == []
    assert len(found) <= CONFIRMS


def test_nine_of_ten_errors_planted_in_whole_roundups_are_found() -> None:
    planted = [(roundup, rule, words) for roundup in roundups() for rule, words in roundup.finds]
    found = sum(
        any(each.rule.startswith(rule) and is_about(each, words) for each in roundup.found())
        for roundup, rule, words in planted
    )
    assert found / len(planted) >= FLOOR
