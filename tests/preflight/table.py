"""`python -m tests.preflight.table` writes the table of rules into docs/preflight.md, made from the code."""

import sys
from pathlib import Path

import django

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "preflight.md"
BEGIN, END = "<!-- rules: made from the code -->\n", "<!-- end of rules -->\n"


def main() -> int:
    django.setup()
    before, _old, after = parts()
    DOCUMENT.write_text(before + BEGIN + table() + END + after, encoding="utf-8")
    return 0


def parts() -> tuple[str, str, str]:
    """The document before the table, the table that stands there, and what follows."""
    before, _mark, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    old, _mark, after = rest.partition(END)
    return before, old, after


def table() -> str:
    """Each rule with what it says of itself and its severity when filing, approving and publishing."""
    from roundups.preflight import RULES, Stage

    lines = ["| rule | finds | filing | approving | publishing |", "|---|---|---|---|---|"]
    for rule in sorted(RULES.values(), key=lambda rule: rule.name):
        at = {stage: str(rule.severities.get(stage, "")) for stage in Stage}
        said = [
            f"{one}, may be overruled" if one == "block" and stage in rule.overrulable else one
            for stage, one in at.items()
        ]
        lines.append(f"| {rule.name} | {rule.says} | {' | '.join(said)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
