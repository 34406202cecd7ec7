"""Runs the calls of a scenario with one program, and returns what it did."""

import json
import os
import re
import shlex
import subprocess
import tempfile

import outcome
from servers import StubServer

# Seconds after which a call counts as hung.
TIMEOUT = 60

ENVIRONMENT = {
    "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb",
    "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-west-2", "AWS_PAGER": "",
    "AWS_EC2_METADATA_DISABLED": "true",
}


class Program:
    """A command line and the App Mesh server of scenarios without canned responses.

    `command` contains `{url}`, which stands for the address of the service.
    """

    def __init__(self, command, server_url):
        self.command = shlex.split(command)
        self.server_url = server_url

    def run(self, scenario):
        """Runs all steps in an empty home and returns their outcomes."""
        stub = StubServer(scenario.responses) if scenario.responses is not None else None
        try:
            with tempfile.TemporaryDirectory(prefix="corpus-") as directory:
                os.mkdir(os.path.join(directory, "home"))
                write_files(scenario, directory)
                return self.run_steps(scenario, directory, stub)
        finally:
            if stub:
                stub.stop()

    def run_steps(self, scenario, directory, stub):
        url = stub.url if stub else self.server_url
        command = [word.replace("{url}", scenario.endpoint or url) for word in self.command]
        variables = {}
        outcomes = []
        for step in scenario.steps:
            environment = dict(ENVIRONMENT, PATH=os.environ.get("PATH", ""),
                               HOME=os.path.join(directory, "home"))
            for name, value in {**scenario.env, **step.env}.items():
                if value is None:
                    environment.pop(name, None)
                else:
                    environment[name] = str(value)
            seen = len(stub.requests) if stub else 0
            args = [substitute(arg, variables) for arg in step.args]
            done = subprocess.run(command + args, env=environment, cwd=directory, input=b"",
                                  capture_output=True, timeout=TIMEOUT, start_new_session=True)
            for name, path in step.save.items():
                variables[name] = str(look_up(json.loads(done.stdout), path))
            requests = stub.requests[seen:] if stub else []
            outcomes.append(outcome.of(scenario, done, requests, url, directory))
        return outcomes


def write_files(scenario, directory):
    for name, content in scenario.files.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)


def substitute(text, variables):
    return re.sub(r"\$\{(\w+)\}", lambda match: variables[match.group(1)], text)


def look_up(value, path):
    """Returns the member at a path such as `mesh.metadata.arn`."""
    for name in path.split("."):
        value = value[name]
    return value
