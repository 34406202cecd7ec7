"""Time of single commands, compared with the AWS CLI and curl on the same server, in one run.

Prints the median of the wall times, CPU time and the peak memory of each.  Run by `make bench`.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import world

# Maximum number of runs of the AWS CLI.
SLOW = 10


def once(command, env):
    """Runs `command` and returns its wall and CPU time in milliseconds."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return took * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def memory_mib(command, env):
    """Returns the peak memory of `command`. `wait4` would include the memory of this Python process
    before it became the command."""
    timed = ["/usr/bin/time", "-f", "%M", *command]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    return int(subprocess.run(timed, env=env, check=True, **quiet).stderr.split()[-1]) / 1024


def race(contenders, env, rounds):
    """Runs all contenders in turn, `rounds` times after a first that is not counted, so that all
    see the same noise."""
    seen = {name: [] for name in contenders}
    for turn in range(rounds + 1):
        for name, command in contenders.items():
            if not callable(command) and command[0] == world.AWS and turn > SLOW:
                continue
            result = command() if callable(command) else once(command, env)
            if turn:
                seen[name].append(result)
    rows = [["", "wall", "min", "max", "CPU", "memory"]]
    medians = {}
    for name, results in seen.items():
        walls, cpus = zip(*results)
        medians[name] = statistics.median(walls)
        times = [f"{ms:,.1f} ms" for ms in (medians[name], min(walls), max(walls))]
        row = [name, *times, f"{statistics.median(cpus):,.1f} ms"]
        if not callable(contenders[name]):
            row.append(f"{memory_mib(contenders[name], env):.1f} MiB")
        rows.append(row)
    world.table(rows)
    return medians


def short(home, env, rounds):
    """Measures the shortest command."""
    with world.meshctl(home) as server:
        url = server.url
        medians = race(
            {
                "meshctl list-meshes, in process": [
                    world.MESHCTL, "list-meshes", "--data", home + "/own",
                ],
                "meshctl list-meshes": [world.MESHCTL, "list-meshes", "--endpoint-url", url],
                "curl": ["curl", "-s", url + "/v20190125/meshes"],
                "aws appmesh list-meshes": [
                    world.AWS, "appmesh", "list-meshes", "--endpoint-url", url,
                ],
            },
            env,
            rounds,
        )
    own = medians["meshctl list-meshes"]
    print(f"= {own / medians['curl']:.2f} x curl; aws takes "
          f"{medians['aws appmesh list-meshes'] / own:.0f} x as long\n")


def long(home, env, rounds, count):
    """Measures commands on a store with many nodes; the longest reads all of them, page by page."""
    with world.meshctl(home, data="large") as server:
        world.fill(server, count, callers=8)
        _, tokens = world.pages(server)
        pages = [f"{server.url}{world.NODES}?limit=100"]
        pages += [f"{pages[0]}&nextToken={token}" for token in tokens]
        at, mesh = ["--endpoint-url", server.url], ["--mesh-name", world.MESH]
        one = ["describe-virtual-node", "--virtual-node-name", world.node(count // 2)]

        def leanest():
            before = server.cpu_seconds()
            took, _ = world.pages(server)
            return took, (server.cpu_seconds() - before) * 1000

        medians = race(
            {
                "meshctl describe-virtual-node": [world.MESHCTL, *one, *mesh, *at],
                f"meshctl list-virtual-nodes, {len(pages)} pages": [
                    world.MESHCTL, "list-virtual-nodes", *mesh, *at,
                ],
                "  the same as text": [
                    world.MESHCTL, "list-virtual-nodes", *mesh, *at, "--output", "text",
                ],
                "one connection, reads tokens only": leanest,
                "curl, tokens known before": ["curl", "-s", *pages],
                "aws appmesh list-virtual-nodes": [
                    world.AWS, "appmesh", "list-virtual-nodes", *mesh, *at,
                ],
            },
            env,
            rounds,
        )
    served = medians["one connection, reads tokens only"]
    name = f"meshctl list-virtual-nodes, {len(pages)} pages"
    print(f"= {medians[name] / served:.2f} x the server's own time\n")
    race(
        {
            "meshctl describe-virtual-node, in process": [
                world.MESHCTL, *one, *mesh, "--data", home + "/large",
            ],
            "meshctl list-virtual-nodes, in process": [
                world.MESHCTL, "list-virtual-nodes", *mesh, "--data", home + "/large",
            ],
        },
        env,
        rounds,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--nodes", type=int, default=10_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        env = world.environment(home)
        short(home, env, args.rounds)
        long(home, env, args.rounds, args.nodes)


if __name__ == "__main__":
    sys.exit(main())
