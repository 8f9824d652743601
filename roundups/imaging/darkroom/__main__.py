"""`python -m roundups.imaging.darkroom`: one job, then the end."""

import json
import sys
from typing import Any

from roundups.imaging.darkroom.limits import limit


def main() -> None:
    job: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    limit(job["seconds"])
    from roundups.imaging.darkroom import jobs  # the decoders are loaded under the limits

    answer, prints = jobs.do(job, data)
    answer["prints"] = [[name, len(content)] for name, content in prints]
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode() + b"\n")
    for _name, content in prints:
        out.write(content)
    out.flush()


main()
