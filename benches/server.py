"""Load test of `meshctl serve`, compared with `moto_server`, in one run.

Both have the same virtual nodes and get the same requests from wrk, with 32 connections. Moto keeps
everything in memory; meshctl writes each change to the disk before it responds.  Run by
`make bench`.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import world

LUA = str(pathlib.Path(__file__).with_name("load.lua"))
CONNECTIONS = 32


def load(server, what, count, seconds, specs):
    """Runs wrk, and returns its figures with the server's CPU time for each request."""
    before = server.cpu_seconds()
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "-s", LUA]
    for name, value in world.HEADERS.items():
        command += ["-H", f"{name}: {value}"]
    command += [server.url + world.NODES, "--", what, str(count), specs]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures = json.loads(said.splitlines()[-1])
    assert figures["failed"] == 0, said
    spent = server.cpu_seconds() - before
    figures["rate"] = figures["requests"] / figures["seconds"]
    figures["cpu_us"] = spent / figures["requests"] * 1e6
    return figures


def syncs(home, seconds=2):
    """Returns how often per second one writer can write 4 KiB to the disk."""
    file = os.open(f"{home}/syncs", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    begin, count = time.perf_counter(), 0
    while time.perf_counter() - begin < seconds:
        os.write(file, b"x" * 4096)
        os.fdatasync(file)
        count += 1
    os.close(file)
    return count / (time.perf_counter() - begin)


def measure(server, count, seconds, specs, rounds):
    """Sends all kinds of requests to both servers."""
    world.fill(server, count, callers=8)
    found = {"filled": server.memory_mib()}
    for what in ("describe", "update"):
        runs = [load(server, what, count, seconds, specs) for _ in range(rounds)]
        found[what] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    found["list_ms"] = statistics.median(world.pages(server)[0] for _ in range(rounds))
    return found


def restarts(home, rounds):
    """Measures the start of the server on the filled store, and its memory afterwards."""
    seen = []
    for _ in range(rounds):
        with world.meshctl(home) as server:
            seen.append((server.started_ms, server.memory_mib(), world.pages(server)[0]))
    return [statistics.median(column) for column in zip(*seen)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=5, help="of load, each time")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-moto", action="store_true", help="leave the other server out")
    args = parser.parse_args()
    count, rounds = args.nodes, args.rounds
    with tempfile.TemporaryDirectory() as home:
        specs = pathlib.Path(home) / "specs"
        specs.write_text("".join(json.dumps(world.spec(n)) + "\n" for n in range(count)))
        with world.meshctl(home) as server:
            ours = measure(server, count, args.seconds, str(specs), rounds)
            ours["peak"] = server.memory_mib(peak=True)
        started, idle, listed = restarts(home, max(rounds, 5))
        theirs = None
        if not args.no_moto:
            with world.moto(home) as server:
                theirs = measure(server, count, args.seconds, str(specs), 1)
                theirs["peak"] = server.memory_mib(peak=True)
        synced = syncs(home)

    def row(name, read, digits=0, unit=""):
        def text(found):
            return f"{read(found):,.{digits}f}{unit}" if found else "-"

        return [name, text(ours), text(theirs)]

    rows = [["", "meshctl", "moto"]]
    for what in ("describe", "update"):
        rows += [
            row(f"{what}, per second", lambda found: found[what]["rate"]),
            row("  median latency", lambda found: found[what]["median_ms"], 2, " ms"),
            row("  99 % within", lambda found: found[what]["p99_ms"], 2, " ms"),
            row("  server CPU each", lambda found: found[what]["cpu_us"], 0, " µs"),
        ]
    rows += [
        row(f"list {count:,} nodes, 100 a page", lambda found: found["list_ms"], 0, " ms"),
        row("memory, filled", lambda found: found["filled"], 1, " MiB"),
        row("memory, peak of all that", lambda found: found["peak"], 1, " MiB"),
        [f"start-up with {count:,} nodes", f"{started:,.0f} ms", "forgets all"],
        ["  memory then", f"{idle:,.1f} MiB", ""],
        ["  first list then", f"{listed:,.0f} ms", ""],
        ["disk: 4 KiB synced by one writer, per second", f"{synced:,.0f}", ""],
    ]
    world.table(rows)


if __name__ == "__main__":
    sys.exit(main())
