"""How long one command takes, beside the AWS CLI and curl on the same server, in one run.

Prints the median of the wall times and the peak memory of each.  Run by `make bench`.
"""

import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MESHCTL = str(ROOT / "target/release/meshctl")
AWS = str(ROOT / ".tools/bin/aws")
ROUNDS = 30


def environment(home):
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_REGION": "us-west-2",
        "AWS_PAGER": "",
    }


def serve(home):
    ready = pathlib.Path(home) / "ready.json"
    flags = [f"--{name}=127.0.0.1:0" for name in ("listen", "xds-listen", "admin-listen")]
    command = [MESHCTL, "serve", *flags, "--ready-file", str(ready), "--data", home + "/served"]
    server = subprocess.Popen(command, env=environment(home), stderr=subprocess.DEVNULL)
    while not ready.exists():
        assert server.poll() is None, "meshctl serve ended"
        time.sleep(0.01)
    return server, json.loads(ready.read_text())["api"]


def once(command, env):
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    process.returncode = 0
    return (time.perf_counter() - begin) * 1000, usage.ru_maxrss / 1024


def main():
    with tempfile.TemporaryDirectory() as home:
        env = environment(home)
        server, url = serve(home)
        contenders = {
            "meshctl list-meshes, in process": [MESHCTL, "list-meshes", "--data", home + "/own"],
            "meshctl list-meshes, server": [MESHCTL, "list-meshes", "--endpoint-url", url],
            "curl, same server": ["curl", "-s", url + "/v20190125/meshes"],
            "aws appmesh list-meshes, same server": [
                AWS, "appmesh", "list-meshes", "--endpoint-url", url,
            ],
        }
        try:
            seen = {name: [] for name in contenders}
            for turn in range(ROUNDS + 1):
                for name, command in contenders.items():
                    if command[0] == AWS and turn > 10:
                        continue
                    result = once(command, env)
                    if turn:
                        seen[name].append(result)
        finally:
            server.terminate()
            server.wait()
        print(f"{'':38} {'median':>9} {'min':>9} {'max':>9} {'memory':>9}")
        for name, results in seen.items():
            times = [time for time, _ in results]
            memory = max(memory for _, memory in results)
            print(
                f"{name:38} {statistics.median(times):6.1f} ms {min(times):6.1f} ms "
                f"{max(times):6.1f} ms {memory:5.1f} MiB"
            )


if __name__ == "__main__":
    sys.exit(main())
