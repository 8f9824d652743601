"""The record: every act of consequence is one row of a hash chain, and one line of a file outside the database.

`enter` writes a row in the transaction of the act itself: what is not recorded did not happen, and what did not
happen is not recorded.
"""

from newsroom.models.record_row import What
from newsroom.record.entering import Detail, digest_of, enter
from newsroom.record.lines import write_missing

__all__ = ["Detail", "What", "digest_of", "enter", "write_missing"]
