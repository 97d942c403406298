"""Bytes as short text, for a widget's traits; `shared/packed.js` undoes it."""

import base64
import zlib


def pack(data: bytes) -> str:
    """Return bytes squeezed and written as base64."""
    return base64.b64encode(zlib.compress(data, 9)).decode()
