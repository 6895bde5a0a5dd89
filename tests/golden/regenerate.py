"""Write the golden files anew, after a change that is meant to change them; look at the diff.

python -m tests.golden.regenerate
"""

from __future__ import annotations

from tests.golden.replays import HISTORIES, REPLAYS, replay, written_replay
from tests.golden.transcripts import (
    FOLDER,
    VECTORS,
    commands_files,
    events_file,
    play,
    read,
    written,
)


def main() -> None:
    for commands in commands_files():
        events_file(commands).write_text(written(play(read(commands))), encoding="utf-8")
    for name, make in VECTORS.items():
        (FOLDER / "protocol" / name).write_text(written(make()), encoding="utf-8")
    for name, history in HISTORIES.items():
        text = written_replay(replay(history))
        (REPLAYS / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
