"""Code that the benchmarks share: servers, their content, and clocks."""

import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
MESHCTL = str(ROOT / "target/release/meshctl")
TOOLS = pathlib.Path(os.environ.get("MESHCTL_TOOLS", ROOT / ".tools"))
AWS = str(TOOLS / "bin/aws")
MOTO = str(TOOLS / "py/bin/moto_server")
MESH = "bench"
NODES = f"/v20190125/meshes/{MESH}/virtualNodes"
TOKEN = re.compile(rb'"nextToken": ?"([^"]+)"')
# Moto finds the service by the signature's scope; neither server checks the rest of the signature.
SCOPE = "bench/20260101/us-west-2/appmesh/aws4_request"
HEADERS = {
    "content-type": "application/json",
    "authorization": f"AWS4-HMAC-SHA256 Credential={SCOPE}, SignedHeaders=host, Signature=0",
}
TICKS = os.sysconf("SC_CLK_TCK")


def environment(home):
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_REGION": "us-west-2",
        "AWS_PAGER": "",
    }


class Server:
    """A running server."""

    def __init__(self, process, url, started_ms):
        self.process, self.url, self.started_ms = process, url, started_ms

    def cpu_seconds(self):
        """Returns the user and system time used so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / TICKS

    def memory_mib(self, peak=False):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        name = "VmHWM:" if peak else "VmRSS:"
        line = next(line for line in status.splitlines() if line.startswith(name))
        return int(line.split()[1]) / 1024

    def connection(self):
        return http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc)


@contextlib.contextmanager
def ended(process):
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def until(process, ready):
    """Waits for `ready`, and returns how long that took in milliseconds."""
    begin = time.perf_counter()
    while not ready():
        assert process.poll() is None, "the server ended"
        time.sleep(0.0005)
    return (time.perf_counter() - begin) * 1000


@contextlib.contextmanager
def meshctl(home, data="served", flags=()):
    """Runs `meshctl serve` on the directory `data`."""
    file = pathlib.Path(home) / "ready.json"
    file.unlink(missing_ok=True)
    free = [f"--{name}=127.0.0.1:0" for name in ("listen", "xds-listen", "admin-listen")]
    command = [MESHCTL, "serve", *free, "--ready-file", str(file), "--data", f"{home}/{data}"]
    process = subprocess.Popen(
        [*command, *flags], env=environment(home), stderr=subprocess.DEVNULL
    )
    with ended(process):
        took = until(process, file.exists)
        yield Server(process, json.loads(file.read_text())["api"], took)


@contextlib.contextmanager
def moto(home):
    """Runs `moto_server`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [MOTO, "-H", "127.0.0.1", "-p", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=environment(home), **quiet)

    def listening():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    with ended(process):
        took = until(process, listening)
        yield Server(process, f"http://127.0.0.1:{port}", took)


def node(number):
    return f"node-{number:05}"


def spec(number):
    """Returns a typical virtual node."""
    return {
        "listeners": [
            {
                "portMapping": {"port": 9080, "protocol": "http"},
                "healthCheck": {
                    "protocol": "http",
                    "path": "/ping",
                    "healthyThreshold": 2,
                    "unhealthyThreshold": 2,
                    "timeoutMillis": 2000,
                    "intervalMillis": 5000,
                },
            }
        ],
        "serviceDiscovery": {"dns": {"hostname": f"{node(number)}.prod.svc.cluster.local"}},
        "backends": [
            {"virtualService": {"virtualServiceName": f"{name}.prod.svc.cluster.local"}}
            for name in ("jazz", "metal")
        ],
        "logging": {"accessLog": {"file": {"path": "/dev/stdout"}}},
    }


def send(connection, method, target, body=None):
    """Sends one request and returns the body of the response."""
    connection.request(method, target, body and json.dumps(body), HEADERS)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == 200, (method, target, answer.status, content)
    return content


def fill(server, count, callers):
    """Makes a mesh with `count` virtual nodes, each with a client token as every SDK sends."""
    send(server.connection(), "PUT", "/v20190125/meshes", {"meshName": MESH, "clientToken": "m"})

    def some(first):
        connection = server.connection()
        for number in range(first, count, callers):
            body = {
                "virtualNodeName": node(number),
                "clientToken": f"create-{number}",
                "spec": spec(number),
            }
            send(connection, "PUT", NODES, body)

    with concurrent.futures.ThreadPoolExecutor(callers) as pool:
        list(pool.map(some, range(callers)))


def pages(server):
    """Lists all virtual nodes by the leanest client there is, a keep-alive connection that reads
    nothing of an answer but its token. Returns the time in milliseconds and the tokens."""
    connection, tokens, token = server.connection(), [], None
    begin = time.perf_counter()
    while True:
        target = f"{NODES}?limit=100" + (f"&nextToken={token}" if token else "")
        answer = send(connection, "GET", target)
        # Both servers put the token at one of the ends of the object.
        found = TOKEN.search(answer, 0, 400) or TOKEN.search(answer, max(0, len(answer) - 400))
        if not found:
            return (time.perf_counter() - begin) * 1000, tokens
        token = found[1].decode()
        tokens.append(token)


def table(rows):
    """Prints rows of cells, the first left and the others right, with the widths that they need."""
    columns = max(map(len, rows))
    rows = [[*row, *[""] * (columns - len(row))] for row in rows]
    widths = [max(len(row[at]) for row in rows) for at in range(columns)]
    for row in rows:
        cells = [f"{row[0]:{widths[0]}}"]
        cells += [f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())
