"""Search: what readers find. The same words give the same answers on both databases, since words are cut here.

`index` is the press's; `ask` answers a `Query` that `parse` read from what somebody typed.
"""

from roundups.public.search.asking import Answer, ask
from roundups.public.search.indexing import index
from roundups.public.search.query import Query, parse

__all__ = ["Answer", "Query", "ask", "index", "parse"]
