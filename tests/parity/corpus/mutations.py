"""Typical mistakes of a command line that imitates the AWS CLI.

Each function changes the outcome of a call as one such mistake would. The corpus must notice all of
them: `run.py --check` compares the changed outcomes with the recorded ones.
"""

import json
import re


def edit_json(outcome, **format):
    """Prints the JSON on stdout in another format."""
    if outcome["stdout"][:1] in ("{", "["):
        outcome["stdout"] = json.dumps(json.loads(outcome["stdout"]), **format) + "\n"


def edit(key, pattern, replacement, flags=0):
    """Returns a mutation that replaces a pattern in stdout or stderr."""
    def mutation(outcome):
        outcome[key] = re.sub(pattern, replacement, outcome[key], flags=flags)
    return mutation


def edit_requests(change):
    """Returns a mutation that changes the list of requests."""
    def mutation(outcome):
        outcome["requests"] = change(outcome["requests"])
    return mutation


def edit_request(change):
    """Returns a mutation that changes each request."""
    def mutation(outcome):
        for request in outcome["requests"]:
            change(request)
    return mutation


def map_exit_codes(codes):
    def mutation(outcome):
        outcome["exit_code"] = codes.get(outcome["exit_code"], outcome["exit_code"])
    return mutation


def errors_on_stdout(outcome):
    outcome["stdout"] += outcome["stderr"]
    outcome["stderr"] = ""


def numbers_as_strings(value):
    if isinstance(value, dict):
        return {name: numbers_as_strings(member) for name, member in value.items()}
    if isinstance(value, list):
        return [numbers_as_strings(item) for item in value]
    return str(value) if type(value) is int else value


def without(member):
    """Returns a change of a request that removes a member of its body."""
    def change(request):
        if isinstance(request["body"], dict):
            request["body"].pop(member, None)
    return change


MUTATIONS = {
    "no trailing newline": edit("stdout", r"\n\Z", ""),
    "indentation of two": lambda outcome: edit_json(outcome, indent=2, ensure_ascii=False),
    "ASCII escapes": lambda outcome: edit_json(outcome, indent=4),
    "sorted keys": lambda outcome: edit_json(outcome, indent=4, ensure_ascii=False, sort_keys=True),
    "null in text": edit("stdout", r"(^|\t)None(?=\t|$)", r"\1null", re.M),
    "true in text": edit("stdout", r"(^|\t)True(?=\t|$)", r"\1true", re.M),
    "UTC as Z": edit("stdout", r"\+00:00", "Z"),
    "fraction without trailing zeros": edit("stdout", r"(\.\d+?)0+(?=[+-]\d\d:\d\d)", r"\1"),
    "times in UTC": edit("stdout", r"-0[45]:\d\d", "+00:00"),
    "braces for no output": edit("stdout", r"\A\Z", "{}\n"),
    "empty list on two lines": edit("stdout", r"\[\]", "[\n    ]"),
    "no NextToken": edit("stdout", r",\n    \"NextToken\": \"[^\"]*\"", ""),
    "null members": edit("stdout", r'"spec": {}', '"metadata": null,\n        "spec": {}'),
    "columns by spaces": edit("stdout", r"\t", " "),
    "double quotes in YAML": edit("stdout", r"'", '"'),
    "wider table": edit("stdout", r"\+----", "+-----"),
    "exit code 1 for all errors": map_exit_codes({252: 1, 253: 1, 254: 1, 255: 1}),
    "exit code 255 for service errors": map_exit_codes({254: 255}),
    "exit code 252 for local errors": map_exit_codes({253: 252, 255: 252}),
    "exit code 2 for usage": map_exit_codes({252: 2}),
    "no error message": edit("stderr", r"(?s).+", ""),
    "no operation in errors": edit("stderr", r" when calling the \w+ operation", ""),
    "no retries in errors": edit("stderr", r" \(reached max retries: \d+\)", ""),
    "first wrong member only": edit(
        "stderr", r"(?s)(Parameter validation failed:\n[^\n]*).*", r"\1"),
    "other type names": edit("stderr", r"<class '(\w+)'>", r"\1"),
    "errors on stdout": errors_on_stdout,
    "one page only": edit_requests(lambda requests: requests[:1]),
    "no client token": edit_request(without("clientToken")),
    "POST for PUT": edit_request(
        lambda request: request.update(method=request["method"].replace("PUT", "POST"))),
    "paths not encoded": edit_request(
        lambda request: request.update(path=request["path"].replace("%2F", "/"))),
    "no signature": edit_request(lambda request: request.update(signer=None)),
    "no session token": edit_request(lambda request: request.update(session_token=None)),
    "numbers as strings": edit_request(
        lambda request: request.update(body=numbers_as_strings(request["body"]))),
}
