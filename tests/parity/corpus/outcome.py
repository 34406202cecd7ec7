"""Outcomes of calls, in a form in which the AWS CLI's and meshctl's can be compared.

An outcome has the keys `exit_code`, `stdout`, `stderr` and `requests` (those that a stub server
received). Addresses, directories and the program's name are replaced; so are ids, times, accounts
and page tokens where a real server produced them.
"""

import difflib
import json
import re
import urllib.parse

MASKS = [(re.compile(pattern, re.M), replacement) for pattern, replacement in [
    (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "<UID>"),
    (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?", "<TIME>"),
    (r"(arn:aws[a-z-]*:appmesh:[a-z0-9-]*:)\d{12}(?=:)", r"\1<ACCOUNT>"),
    (r"(?<![\w<])\d{12}(?![\w>])", "<ACCOUNT>"),
    (r"(\"NextToken\": \")[^\"\n]+", r"\1<TOKEN>"),
]]
PROGRAM = re.compile(r"^[A-Za-z0-9_.-]+: \[ERROR\]:", re.M)
CODE = re.compile(r"An error occurred \(([^)]+)\)(?: when calling the (\w+) operation)?")
CREDENTIAL = re.compile(r"Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/aws4_request")
TOKEN = re.compile(r"[0-9a-f-]{36}")


def of(scenario, done, requests, url, directory):
    """Returns the outcome of a completed process, whose service was at `url`."""
    def plain(output):
        text = output.decode("utf-8", "backslashreplace").replace(url, "http://ENDPOINT")
        text = text.replace(url.removeprefix("http://"), "ENDPOINT").replace(directory, "<CWD>")
        if scenario.responses is None:
            for pattern, replacement in MASKS:
                text = pattern.sub(replacement, text)
        return text

    return {
        "exit_code": done.returncode,
        "stdout": plain(done.stdout),
        "stderr": message(plain(done.stderr), scenario.compare_message),
        "requests": [request_view(request, scenario.compare_signer) for request in requests],
    }


def message(stderr, in_full):
    """Removes usage lines, empty lines and the program's name, which differ by design.

    Unless the message is compared `in_full`, only its error code and operation remain.
    """
    lines, in_usage = [], False
    for line in PROGRAM.sub("<program>: [ERROR]:", stderr).split("\n"):
        if line.startswith("usage:"):
            in_usage = True
        elif line.startswith(("<program>: [ERROR]", "Unknown options:", "aws: error:")):
            in_usage = False
        if not in_usage and line.strip():
            lines.append(line.rstrip())
    text = "\n".join(lines)
    if in_full:
        return text
    code = CODE.search(text)
    return "%s %s" % (code[1], code[2] or "") if code else "<error>" if text else ""


def request_view(request, with_signer):
    """Returns what matters of a request: its path is decoded, a random client token is masked."""
    path, _, query = request["path"].partition("?")
    segments = [urllib.parse.unquote(segment).replace("/", "%2F") for segment in path.split("/")]
    view = {
        "method": request["method"],
        "path": "/".join(segments),
        "query": [list(pair) for pair in sorted(urllib.parse.parse_qsl(query, keep_blank_values=True))],
        "body": body_view(request["body"]),
    }
    if with_signer:
        credential = CREDENTIAL.search(request["headers"].get("authorization", ""))
        # Access key, region and service.
        view["signer"] = list(credential.groups()) if credential else None
        view["session_token"] = request["headers"].get("x-amz-security-token")
    return view


def body_view(body):
    try:
        value = json.loads(body)
    except ValueError:
        return body
    if isinstance(value, dict) and TOKEN.fullmatch(str(value.get("clientToken", ""))):
        value["clientToken"] = "<UID>"
    return value


def differences(scenario, theirs, ours):
    """Returns the differences between two programs' outcomes as lines; none if they agree."""
    lines = []
    for number, (step, one, other) in enumerate(zip(scenario.steps, theirs, ours, strict=True), 1):
        if one != other:
            lines.append("  step %d: %s" % (number, " ".join(step.args)))
            for key in one:
                lines += difference(key, one[key], other[key])
    return lines


def difference(key, one, other):
    def text(value):
        shown = value if isinstance(value, str) else json.dumps(
            value, indent=1, ensure_ascii=False, sort_keys=True)
        return shown.split("\n")

    found = difflib.unified_diff(text(one), text(other), "aws " + key, "meshctl " + key,
                                 lineterm="", n=2)
    return ["    " + line for line in found]
