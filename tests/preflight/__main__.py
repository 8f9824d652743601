"""`make preflight-report`: precision and recall of each rule on the half that no rule was tuned on, and the time.

`python -m tests.preflight tune RULE` shows what the rule misses and what it finds wrongly in the other half.
"""

import statistics
import sys
import time

import django

FLOOR = 0.9  # recall; 3-preflight, How good is it
FLOORED = ("num.agree", "day.counter", "date.", "name.twins", "text.", "src.quote")
CONFIRMS = 1  # false ones on a clean roundup
MILLISECONDS = 20  # for a roundup; 3-preflight


def main() -> int:
    django.setup()
    if sys.argv[1:2] == ["tune"]:
        return tune(sys.argv[2])
    return report()


def tune(rule: str) -> int:
    from tests.preflight.labelled import cases

    for case in cases(rule):
        if case.is_for_tuning:
            missed, wrong = case.judged()
            for words in missed:
                say(f"MISSED  {case.page.language} {words!r}: {case.why}")
            for finding in wrong:
                say(f"WRONG   {case.page.language} {finding.words!r}: {case.why}\n        {finding.message}")
    return 0


def report() -> int:
    """0 when every rule with a floor is above it, and clean roundups are left in peace."""
    from tests.preflight.labelled import rules, scored

    below = []
    say(f"{'rule':<18}{'cases':>7}{'precision':>11}{'recall':>9}")
    for rule in rules():
        score = scored(rule)
        is_low = rule.startswith(FLOORED) and score.recall < FLOOR
        below += [rule] if is_low else []
        mark = "  below the floor" if is_low else ""
        say(f"{rule:<18}{score.cases:>7}{score.precision:>11.0%}{score.recall:>9.0%}{mark}")
    in_peace = whole_roundups()
    return 1 if below or not in_peace else 0


def whole_roundups() -> bool:
    """Whether clean roundups are left in peace and what was planted in the others is found; says so."""
    from roundups.preflight import Severity
    from tests.preflight.labelled import is_about, roundups

    in_peace, planted, found, times = True, 0, 0, []
    for roundup in roundups():
        started = time.process_time()
        findings = roundup.found()
        times.append((time.process_time() - started) * 1000)
        if roundup.finds:
            planted += len(roundup.finds)
            for rule, words in roundup.finds:
                hit = any(each.rule.startswith(rule) and is_about(each, words) for each in findings)
                found += hit
                if not hit:
                    say(f"  {roundup.name}: {rule} {words!r} is not found")
            continue
        blocks = [each for each in findings if each.severity == Severity.BLOCK]
        confirms = [each for each in findings if each.severity == Severity.CONFIRM]
        in_peace = in_peace and not blocks and len(confirms) <= CONFIRMS
        for each in (*blocks, *confirms):
            say(f"  {roundup.name}: {each.severity} {each.rule} {each.words!r}: {each.message}")
    peace = "left in peace" if in_peace else "NOT left in peace"
    say(f"\nWhole roundups: {found} of {planted} planted errors are found; the clean ones are {peace}.")
    say(f"A roundup takes {statistics.median(times):.1f} ms of the processor, the slowest {max(times):.1f} ms.")
    return in_peace


def say(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
