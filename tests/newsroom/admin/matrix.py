"""`python -m tests.newsroom.admin.matrix` writes the table of addresses into docs/security.md, made from the code."""

import sys
from typing import Any

from tests.documents import MadeTable


def table() -> str:
    """Each address of the desk: J, P, E, A look or send; which function decides on the thing; when a proof is asked."""
    from newsroom.admin import access
    from newsroom.roles import Role

    letters = {Role.JOURNALIST: "J", Role.PHOTO_EDITOR: "P", Role.EDITOR: "E", Role.ADMINISTRATOR: "A"}
    proofs: dict[Any, str] = {
        access._always: "always",
        access._sending: "to send",
        access._steps_with_proof: ", ".join(sorted(access.PROVED_STEPS)),
        access._overruling: "to overrule",
    }

    def whose(each: access.Access, who: access.Who) -> str:
        if each.own:
            return "oneself"
        return "".join(letter for role, letter in letters.items() if role in who) or "–"

    lines = ["| address | looks | sends | decided by | fresh proof |", "|---|---|---|---|---|"]
    for name, each in sorted(access.TABLE.items()):
        if not each.everybody and not each.entrance:
            decides = f"`{each.decides.__name__}`" if each.decides else ""
            proof = proofs[each.proof] if each.proof else ""
            lines.append(f"| {name} | {whose(each, each.looks)} | {whose(each, each.sends)} | {decides} | {proof} |")
    return "\n".join(lines) + "\n"


ADDRESSES = MadeTable(document="security.md", name="addresses", make=table)

if __name__ == "__main__":
    sys.exit(ADDRESSES.write())
