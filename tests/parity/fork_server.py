"""Turns the official AWS CLI into a server that runs main() once for each request.

It is a plugin of the AWS CLI, which loads it after its own modules. For each line of JSON on stdin
it forks. The child uses the arguments, environment, working directory and streams of the request,
runs the AWS CLI's main(), and exits with its exit code, which the parent writes to stdout. This runs
the code of the official build without its start-up.
"""

import copy
import gc
import json
import os
import signal
import sys
import time

# Calls that make the AWS CLI import the modules that it imports late. None sends a request.
WARM_UP = [
    ["appmesh", "create-route"],
    ["appmesh", "list-meshes", "--endpoint-url", "http://127.0.0.1:1"],
] + [
    ["appmesh", "list-tags-for-resource", "--resource-arn", "x", "--query", "tags[].key",
     "--generate-cli-skeleton", "output", "--output", output]
    for output in ("json", "text", "table", "yaml", "yaml-stream")
]

# Seconds after which a call counts as hung.
TIMEOUT = 30


def awscli_initialize(cli):
    if os.environ.pop("FORK_SERVER", None):
        requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
        exit_codes = os.fdopen(os.dup(1), "w", encoding="utf-8")
        remember_files()
        warm_up()
        gc.freeze()
        serve(requests, exit_codes)
        os._exit(0)


def remember_files():
    """Caches the AWS CLI's data files."""
    from botocore import loaders

    load_file = loaders.JSONFileLoader.load_file
    list_services = loaders.Loader.list_available_services
    files, services = {}, {}
    parent = os.getpid()

    def remembered_file(self, path):
        if path not in files:
            files[path] = load_file(self, path)
        # A child exits after one call, so it may change the cached value.
        return copy.deepcopy(files[path]) if os.getpid() == parent else files[path]

    def remembered_services(self, type_name):
        if type_name not in services:
            services[type_name] = list_services(self, type_name)
        return list(services[type_name])

    loaders.JSONFileLoader.load_file = remembered_file
    loaders.Loader.list_available_services = remembered_services


def warm_up():
    import awscli.clidriver

    saved = os.dup(1), os.dup(2)
    for stream in (1, 2):
        redirect(os.devnull, os.O_WRONLY, stream)
    for arguments in WARM_UP:
        sys.argv = ["aws"] + arguments
        awscli.clidriver.main()
    sys.stdout.flush()
    sys.stderr.flush()
    for stream, was in zip((1, 2), saved):
        os.dup2(was, stream)


def serve(requests, exit_codes):
    for line in requests:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(run(request))
        _, status = os.waitpid(child, 0)
        exit_codes.write(json.dumps(os.waitstatus_to_exitcode(status)) + "\n")
        exit_codes.flush()


def run(request):
    import awscli.clidriver

    signal.alarm(TIMEOUT)
    os.chdir(request["directory"])
    # The AWS CLI sets this variable when it starts.
    data_path = os.environ["AWS_DATA_PATH"]
    os.environ.clear()
    os.environ.update(request["environment"], AWS_DATA_PATH=data_path)
    time.tzset()
    redirect(request["stdin"], os.O_RDONLY, 0)
    redirect(request["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 1)
    redirect(request["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 2)
    sys.argv = ["aws"] + request["arguments"]
    try:
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    return code or 0


def redirect(path, flags, stream):
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, stream)
    os.close(opened)
