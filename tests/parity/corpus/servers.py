"""HTTP servers on the loopback interface: a stub with canned responses, and what both share."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "corpus"
    sys_version = ""

    def log_message(self, *args):
        pass

    def respond(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode("utf-8", "replace")
        status, headers, response = self.server.app(self.command, self.path, self.headers, body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response)))
        self.end_headers()
        self.wfile.write(response)

    do_GET = do_PUT = do_POST = do_DELETE = respond


class Server:
    """Serves `app(method, path, headers, body) -> (status, headers, body)` until it is stopped."""

    def __init__(self):
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.app = self.app
        self.url = "http://127.0.0.1:%d" % self.http.server_address[1]
        self.lock = threading.Lock()
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


class StubServer(Server):
    """Returns canned responses ({status, headers, json}) in order, the last repeatedly.

    Records the requests.
    """

    def __init__(self, responses):
        self.responses = responses
        self.requests = []
        super().__init__()

    def app(self, method, path, headers, body):
        with self.lock:
            index = min(len(self.requests), len(self.responses) - 1)
            headers = {name.lower(): value for name, value in headers.items()}
            self.requests.append(
                {"method": method, "path": path, "headers": headers, "body": body})
        response = self.responses[index]
        headers = {"Content-Type": "application/json",
                   "x-amzn-RequestId": "11111111-2222-3333-4444-%012d" % (index + 1),
                   **response.get("headers", {})}
        body = json.dumps(response["json"], ensure_ascii=False).encode()
        return response.get("status", 200), headers, body
