#!/usr/bin/env python3
"""Runs the corpus with the AWS CLI, or what was recorded of it, and with meshctl.

Both get the same arguments, each with its own server; exit codes, stdout, stderr and requests
must be the same. See README.md.
"""

import argparse
import copy
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import scenario
from app_mesh import AppMesh
from mutations import MUTATIONS
from outcome import differences
from program import Program

HERE = pathlib.Path(__file__).parent
SCENARIOS = HERE / "scenarios.yaml"
RECORDED = HERE / "recorded.json"
# Scenarios that run at the same time: more than there are processors, since some calls wait.
PARALLEL = 6


class MeshctlServer:
    """`meshctl serve` with an empty store."""

    def __init__(self, program):
        self.directory = tempfile.TemporaryDirectory(prefix="corpus-")
        ready = pathlib.Path(self.directory.name, "ready.json")
        command = [program, "serve", "--in-memory", "--ready-file", str(ready)]
        for flag in ("--listen", "--xds-listen", "--admin-listen"):
            command += [flag, "127.0.0.1:0"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        while not ready.exists():
            if self.process.poll() is not None:
                raise SystemExit("%s serve exited with %d" % (program, self.process.returncode))
            time.sleep(0.01)
        self.url = json.loads(ready.read_text())["api"]

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.directory.cleanup()


def run(one, command, start_server):
    """Runs a scenario with a program; starts a server if the scenario needs one."""
    if one.responses is not None:
        return Program(command, None).run(one)
    server = start_server()
    try:
        return Program(command, server.url).run(one)
    finally:
        server.stop()


def compare(scenarios, theirs, ours):
    """Compares two programs and returns how many scenarios differ."""
    def outcomes(one):
        return theirs(one), ours(one)

    failed = 0
    with ThreadPoolExecutor(PARALLEL) as pool:
        for one, (expected, actual) in zip(scenarios, pool.map(outcomes, scenarios)):
            lines = differences(one, expected, actual)
            if lines:
                failed += 1
                print("FAIL %s\n%s" % (one.id, "\n".join(lines)))
    print("%d passed, %d failed" % (len(scenarios) - failed, failed))
    return failed


def check(scenarios, recorded):
    """Checks that some scenario notices each mutation, and returns how many go unnoticed."""
    failed = 0
    for name, mutate in MUTATIONS.items():
        noticed = False
        for one in scenarios:
            mutated = copy.deepcopy(recorded[one.id])
            for outcome in mutated:
                mutate(outcome)
            noticed = noticed or bool(differences(one, recorded[one.id], mutated))
        if not noticed:
            failed += 1
            print("FAIL no scenario notices: %s" % name)
    print("%d passed, %d failed" % (len(MUTATIONS) - failed, failed))
    return failed


def record(scenarios, aws):
    """Records what the AWS CLI does."""
    version = subprocess.run([shlex.split(aws)[0], "--version"], capture_output=True, text=True)
    with ThreadPoolExecutor(PARALLEL) as pool:
        outcomes = list(pool.map(lambda one: run(one, aws, AppMesh), scenarios))
    recorded = {"version": version.stdout.split()[0],
                "scenarios": {one.id: of for one, of in zip(scenarios, outcomes)}}
    text = json.dumps(recorded, ensure_ascii=False, indent=1)
    RECORDED.write_text(text + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aws", help="command line of the AWS CLI, with {url} for the endpoint")
    parser.add_argument("--meshctl", help="command line of meshctl, with {url} for the endpoint")
    parser.add_argument("--canned", action="store_true",
                        help="run only scenarios with canned responses")
    parser.add_argument("--server", metavar="MESHCTL",
                        help="run only scenarios without canned responses, on `MESHCTL serve`")
    parser.add_argument("--record", action="store_true", help="record the outcomes of --aws")
    parser.add_argument("--check", action="store_true", help="check that mistakes are noticed")
    parser.add_argument("--only", help="run one scenario", metavar="ID")
    options = parser.parse_args()
    scenarios = scenario.load(SCENARIOS)
    if options.record:
        return record(scenarios, options.aws)
    scenarios = [one for one in scenarios if options.only in (None, one.id)
                 and not (options.canned and one.responses is None)
                 and not (options.server and one.responses is not None)]
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))["scenarios"]
    if options.check:
        return check(scenarios, recorded) > 0
    start_server = (lambda: MeshctlServer(options.server)) if options.server else AppMesh
    return compare(
        scenarios,
        (lambda one: run(one, options.aws, start_server)) if options.aws
        else lambda one: recorded[one.id],
        lambda one: run(one, options.meshctl, start_server)) > 0


if __name__ == "__main__":
    sys.exit(main())
