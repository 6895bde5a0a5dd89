"""Voices and pictures: the media service of `ports.MediaService`.

`BuiltinMedia` (service.py) runs in the island server and starts the media process (worker.py),
which holds the SFU (sfu/); they talk over a socket pair (control.py). `InProcessMedia` is the same
SFU without the process. The island server never touches a media packet.
"""

from __future__ import annotations

from island_server.media.media_settings import MediaSettings
from island_server.media.service import BuiltinMedia

__all__ = ["BuiltinMedia", "MediaSettings"]
