"""`python -m tests.preflight.table` writes the table of rules into docs/preflight.md, made from the code."""

import sys

from tests.documents import MadeTable


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


RULES_TABLE = MadeTable(document="preflight.md", name="rules", make=table)

if __name__ == "__main__":
    sys.exit(RULES_TABLE.write())
