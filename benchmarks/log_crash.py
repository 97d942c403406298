"""Two processes write one log at once, and one is killed at a random moment; many times over.

Each round: a fresh log, two processes that add half of the entries each and tell the id of each
once `add` has returned, SIGKILL to one of them after a random number of its adds and a random
fraction of one more. Then every id that was told must be in the log, and the file must be sound.

    python benchmarks/log_crash.py --rounds 50 --adds 1000
"""

import argparse
import multiprocessing
import os
import random
import sqlite3
import tempfile
import time
from pathlib import Path

from stretchkit.painlog import PainLog


def write(path: Path, adds: int, pipe: int) -> None:
    """Add entries and tell the id of each."""
    log = PainLog(path)
    for number in range(adds):
        id = log.add(number % 11, region="neck_back", side="left", note=f"entry {number} " * 10)
        os.write(pipe, f"{id}\n".encode())


def one_round(path: Path, adds: int, rng: random.Random) -> tuple[int, int, int]:
    """Return how many ids were told, how many of them are missing, and how many more are there."""
    fork = multiprocessing.get_context("fork")
    pipes = [os.pipe(), os.pipe()]
    writers = [fork.Process(target=write, args=(path, adds // 2, out)) for _, out in pipes]
    for writer in writers:
        writer.start()
    for _, out in pipes:
        os.close(out)
    # Both forks hold both ends, so the ends of the pipes are known by the ends of the processes.
    with os.fdopen(pipes[0][0]) as killed, os.fdopen(pipes[1][0]) as spared:
        told = [killed.readline() for _ in range(rng.randrange(adds // 2))]
        time.sleep(rng.random() * 0.01)
        writers[0].kill()
        for writer in writers:
            writer.join()
        if writers[1].exitcode != 0:
            raise SystemExit(f"the other process failed: {writers[1].exitcode}")
        ids = [line.strip() for line in [*told, *killed, *spared]]
    stored = set(PainLog(path).entries().index)
    with sqlite3.connect(path) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise SystemExit(f"the file is not sound: {found}")
    return len(ids), len(set(ids) - stored), len(stored - set(ids))


def main() -> None:
    """Run the rounds and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=50)
    arguments.add_argument("--adds", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = arguments.parse_args()
    rng = random.Random(chosen.seed)
    told = missing = untold = 0
    begun = time.perf_counter()
    for number in range(chosen.rounds):
        with tempfile.TemporaryDirectory() as folder:
            counts = one_round(Path(folder) / "log.sqlite3", chosen.adds, rng)
        told, missing, untold = told + counts[0], missing + counts[1], untold + counts[2]
        if counts[1]:
            raise SystemExit(f"round {number}: {counts[1]} entries lost")
    print(
        f"{chosen.rounds} rounds, seed {chosen.seed}: {told} ids told, {missing} missing, "
        f"{untold} stored but killed before they were told, all files sound, "
        f"{time.perf_counter() - begun:.0f} s"
    )


if __name__ == "__main__":
    main()
