"""What a run tells: one JSON line a logged step, the same numbers for TensorBoard, one live line on the terminal."""

import json
import os
import struct
import sys
import time
from pathlib import Path


class Journal:
    """Writes `log.jsonl` and a TensorBoard event file into the run's folder. On other ranks than 0 it is silent."""

    def __init__(self, folder: Path, active: bool = True):
        self.active, self.live = active, sys.stderr.isatty()
        if active:
            folder.mkdir(parents=True, exist_ok=True)
            self.lines = open(folder / 'log.jsonl', 'a', buffering=1)
            self.board = EventFile(folder)

    def log(self, step: int, **numbers: float | str) -> None:
        if not self.active:
            return
        numbers = {k: (round(v, 6) if isinstance(v, float) and abs(v) > 1e-3 else v) for k, v in numbers.items()}
        self.lines.write(json.dumps({'step': step, 'time': round(time.time(), 3), **numbers}) + '\n')
        self.board.scalars(step, {k: v for k, v in numbers.items() if not isinstance(v, str)})

    def progress(self, text: str, last: bool = False) -> None:
        """A line that rewrites itself on a terminal, and lines in a file."""
        if self.active:
            print(f'\r\x1b[K{text}' if self.live else text, end='' if self.live and not last else '\n', file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        if self.active:
            print(('\r\x1b[K' if self.live else '') + text, file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.active:
            self.lines.close()
            self.board.close()


class EventFile:
    """TensorBoard's format by hand (length, crc, Event protobuf, crc), so that no package is needed to write scalars."""

    def __init__(self, folder: Path):
        self.file = open(folder / f'events.out.tfevents.{int(time.time())}.{os.getpid()}', 'ab')
        self._write(_double(1, time.time()) + _bytes(3, b'brain.Event:2'))

    def scalars(self, step: int, values: dict[str, float]) -> None:
        summary = b''.join(_bytes(1, _bytes(1, tag.encode()) + _float(2, value)) for tag, value in values.items())
        self._write(_double(1, time.time()) + b'\x10' + _varint(step) + _bytes(5, summary))

    def _write(self, event: bytes) -> None:
        length = struct.pack('<Q', len(event))
        self.file.write(length + struct.pack('<I', _masked(length)) + event + struct.pack('<I', _masked(event)))
        self.file.flush()

    def close(self) -> None:
        self.file.close()


def _varint(n: int) -> bytes:
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes([*out, n])


def _bytes(field: int, data: bytes) -> bytes:
    return bytes([field << 3 | 2]) + _varint(len(data)) + data


def _double(field: int, value: float) -> bytes:
    return bytes([field << 3 | 1]) + struct.pack('<d', value)


def _float(field: int, value: float) -> bytes:
    return bytes([field << 3 | 5]) + struct.pack('<f', value)


def _table() -> list[int]:
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ 0x82F63B78 if n & 1 else n >> 1
        table.append(n)
    return table


_CRC = _table()


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _CRC[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def _masked(data: bytes) -> int:
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF
