"""An event's log as a file: out of the database, and back into one (docs/attendance-export.md).

In comes a store and a wish; out goes one file, whole or not at all. JSON Lines comes back as it
went; CSV and Parquet are for reading. pyarrow is imported by whoever writes Parquet, and only then.
"""

from island_server.store.log_files.export_log import Form, Progress, export_log
from island_server.store.log_files.import_log import ImportedLog, import_log
from island_server.store.log_files.naming import Naming

__all__ = ["Form", "ImportedLog", "Naming", "Progress", "export_log", "import_log"]
