"""Reads the scenarios of the corpus (scenarios.yaml)."""

import shlex

import yaml


class Step:
    """One call: `args` without the program's name, `env`, and `save` (variable -> path in stdout)."""

    def __init__(self, step):
        if isinstance(step, (str, list)):
            step = {"args": step}
        check_keys(step, {"args", "env", "save"})
        args = step["args"]
        self.args = shlex.split(args) if isinstance(args, str) else [str(arg) for arg in args]
        self.env = step.get("env", {})
        self.save = step.get("save", {})


class Scenario:
    """Calls that share files, an environment and a service."""

    def __init__(self, scenario):
        check_keys(scenario, {"id", "steps", "responses", "files", "env", "endpoint",
                              "compare_signer", "compare_message"})
        self.id = scenario["id"]
        self.steps = [Step(step) for step in scenario["steps"]]
        # None: the scenario needs an App Mesh server.
        self.responses = scenario.get("responses")
        self.files = scenario.get("files", {})
        self.env = scenario.get("env", {})
        self.endpoint = scenario.get("endpoint")
        self.compare_signer = scenario.get("compare_signer", False)
        self.compare_message = scenario.get("compare_message", True)


def check_keys(mapping, known):
    unknown = set(mapping) - known
    if unknown:
        raise SystemExit("unknown keys %s in %s" % (sorted(unknown), mapping))


def load(path):
    with open(path, encoding="utf-8") as file:
        scenarios = [Scenario(scenario) for scenario in yaml.safe_load(file)]
    ids = [scenario.id for scenario in scenarios]
    duplicates = {id for id in ids if ids.count(id) > 1}
    if duplicates:
        raise SystemExit("duplicate scenario ids: %s" % sorted(duplicates))
    return scenarios
