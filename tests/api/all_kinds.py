"""Calls the App Mesh API with boto3 and compares the responses with those of the real service.

Prints a line for each check and exits at the first failure. Started by tests/api/boto3.rs with the
URL of the API as its argument.
"""

import datetime
import http.client
import json
import re
import sys
import urllib.parse

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

URL = sys.argv[1]
ACCOUNT = "123456789012"
ARN = f"arn:aws:appmesh:us-west-2:{ACCOUNT}:"

mesh = boto3.client(
    "appmesh",
    endpoint_url=URL,
    region_name="us-west-2",
    aws_access_key_id="id",
    aws_secret_access_key="secret",
    config=Config(retries={"max_attempts": 0}),
)


def check(what, got, want=True):
    if got != want:
        sys.exit(f"FAILED {what}\n  got  {got!r}\n  want {want!r}")
    print(f"ok {what}")


def refused(what, code, message, call, **arguments):
    try:
        response = call(**arguments)
    except ClientError as error:
        details = error.response["Error"]
        check(what, (details["Code"], details["Message"]), (code, message))
        return error.response
    sys.exit(f"FAILED {what}: the call succeeded: {response!r}")


def body(response, member):
    """Returns the resource in a response, after checks of its metadata."""
    resource = response[member]
    metadata = resource["metadata"]
    facts = (
        response["ResponseMetadata"]["HTTPStatusCode"],
        bool(re.fullmatch(r"[0-9a-f-]{36}", response["ResponseMetadata"]["RequestId"])),
        metadata["meshOwner"],
        metadata["resourceOwner"],
        isinstance(metadata["createdAt"], datetime.datetime),
        metadata["createdAt"] <= metadata["lastUpdatedAt"],
        bool(metadata["uid"]),
    )
    assert facts == (200, True, ACCOUNT, ACCOUNT, True, True, True), facts
    return resource


HTTP = {"portMapping": {"port": 9080, "protocol": "http"}}
NODE = {"listeners": [HTTP], "serviceDiscovery": {"dns": {"hostname": "jazz.prod"}}}


def route(weight):
    targets = [{"virtualNode": "node", "weight": weight}]
    return {"httpRoute": {"match": {"prefix": "/"}, "action": {"weightedTargets": targets}}}


def gateway_route(prefix):
    target = {"virtualService": {"virtualServiceName": "service.prod"}}
    return {"httpRoute": {"match": {"prefix": prefix}, "action": {"target": target}}}


def provider(node):
    return {"provider": {"virtualNode": {"virtualNodeName": node}}}


# Kind in boto3, response member, names of the parents, name, spec before and after the update, and the
# resource part of the ARN; in creation order.
KINDS = [
    ("mesh", "mesh", {}, "shop", {}, {"egressFilter": {"type": "ALLOW_ALL"}}, "mesh/shop"),
    (
        "virtual_node", "virtualNode", {"meshName": "shop"}, "node",
        NODE, {**NODE, "logging": {"accessLog": {"file": {"path": "/dev/stdout"}}}},
        "mesh/shop/virtualNode/node",
    ),
    (
        "virtual_router", "virtualRouter", {"meshName": "shop"}, "router",
        {"listeners": [HTTP]},
        {"listeners": [{"portMapping": {"port": 80, "protocol": "http"}}]},
        "mesh/shop/virtualRouter/router",
    ),
    (
        "route", "route", {"meshName": "shop", "virtualRouterName": "router"}, "all",
        route(1), route(100), "mesh/shop/virtualRouter/router/route/all",
    ),
    (
        "virtual_service", "virtualService", {"meshName": "shop"}, "service.prod",
        provider("node"), {"provider": {"virtualRouter": {"virtualRouterName": "router"}}},
        "mesh/shop/virtualService/service.prod",
    ),
    (
        "virtual_gateway", "virtualGateway", {"meshName": "shop"}, "edge",
        {"listeners": [HTTP]},
        {"listeners": [{"portMapping": {"port": 8443, "protocol": "http"}}]},
        "mesh/shop/virtualGateway/edge",
    ),
    (
        "gateway_route", "gatewayRoute", {"meshName": "shop", "virtualGatewayName": "edge"}, "in",
        gateway_route("/"), gateway_route("/shop"), "mesh/shop/virtualGateway/edge/gatewayRoute/in",
    ),
]


def name_of(member, name):
    return {f"{member}Name": name}


def plural(member):
    return "meshes" if member == "mesh" else member + "s"


def operation(verb, kind):
    if verb == "list":
        kind = "meshes" if kind == "mesh" else kind + "s"
    return getattr(mesh, f"{verb}_{kind}")


def defaults(member, spec):
    """Returns the spec as described: a virtual node always has backends."""
    return {"backends": [], **spec} if member == "virtualNode" else spec


def life_cycle():
    """Creates, describes, updates and lists a resource of every kind."""
    check("there are no meshes initially", mesh.list_meshes()["meshes"], [])
    for kind, member, above, name, before, after, arn in KINDS:
        names = {**above, **name_of(member, name)}
        made = body(operation("create", kind)(**names, spec=before), member)
        state = (made["metadata"]["arn"], made["metadata"]["version"], made["status"])
        check(f"create_{kind}", state, (ARN + arn, 1, {"status": "ACTIVE"}))
        check(f"create_{kind} returns the spec", made["spec"], before)
        seen = body(operation("describe", kind)(**names), member)
        check(f"describe_{kind}", seen["spec"], defaults(member, before))
        check(f"describe_{kind} keeps the id", seen["metadata"]["uid"], made["metadata"]["uid"])
        new = body(operation("update", kind)(**names, spec=after), member)
        state = (new["metadata"]["version"], new["spec"], new["metadata"]["uid"])
        check(f"update_{kind}", state, (2, after, made["metadata"]["uid"]))
        items = operation("list", kind)(**above)[plural(member)]
        got = [(item["arn"], item["version"], sorted(item)) for item in items]
        owned = ["arn", "createdAt", "lastUpdatedAt", "meshName", "meshOwner", "resourceOwner"]
        wanted = sorted({*owned, "version", *names})
        check(f"list_{kind} has one", got, [(ARN + arn, 2, wanted)])


def references():
    """Missing references and resources in use."""
    shop = {"meshName": "shop"}
    refused(
        "create_route without its target", "NotFoundException",
        "VirtualNode with name ghost is missing", mesh.create_route, **shop,
        virtualRouterName="router", routeName="r",
        spec={"httpRoute": {"match": {"prefix": "/"},
              "action": {"weightedTargets": [{"virtualNode": "ghost", "weight": 1}]}}},
    )
    refused(
        "create_virtual_service without its provider", "NotFoundException",
        "VirtualNode with name ghost is missing", mesh.create_virtual_service, **shop,
        virtualServiceName="s", spec=provider("ghost"),
    )
    refused(
        "create_virtual_node in a missing mesh", "NotFoundException",
        f"Mesh with name ghost is not present for account {ACCOUNT}", mesh.create_virtual_node,
        meshName="ghost", virtualNodeName="n", spec=NODE,
    )
    response = refused(
        "describe a missing resource", "NotFoundException",
        f"VirtualNode with name ghost is not present under mesh shop for account {ACCOUNT}",
        mesh.describe_virtual_node, **shop, virtualNodeName="ghost",
    )
    check("a missing resource is 404", response["ResponseMetadata"]["HTTPStatusCode"], 404)
    response = refused(
        "delete_mesh with members", "ResourceInUseException",
        f"Mesh shop for account {ACCOUNT} has active VirtualServices, please delete "
        "VirtualServices before deleting the Mesh", mesh.delete_mesh, **shop,
    )
    check("in use is 409", response["ResponseMetadata"]["HTTPStatusCode"], 409)
    refused(
        "delete_virtual_node that is a target", "ResourceInUseException",
        "VirtualNode with name node cannot be deleted because it is the target of one or more "
        "routes.", mesh.delete_virtual_node, **shop, virtualNodeName="node",
    )
    refused(
        "delete_virtual_router with routes", "ResourceInUseException",
        "VirtualRouter with name router cannot be deleted because it has active Routes",
        mesh.delete_virtual_router, **shop, virtualRouterName="router",
    )
    check(
        "backends may be missing",
        mesh.create_virtual_node(**shop, virtualNodeName="early", spec={**NODE, "backends": [
            {"virtualService": {"virtualServiceName": "later.prod"}}]},
        )["virtualNode"]["status"]["status"], "ACTIVE",
    )
    mesh.delete_virtual_node(**shop, virtualNodeName="early")


def tokens():
    """Client tokens: a retried request takes effect once."""
    request = {"meshName": "twice", "clientToken": "token-1"}
    first = mesh.create_mesh(**request)["mesh"]
    check("a token replays", mesh.create_mesh(**request)["mesh"], first)
    response = refused(
        "a token with a different spec", "ConflictException",
        "The client token was used with a different specification",
        mesh.create_mesh, **request, spec={"egressFilter": {"type": "ALLOW_ALL"}},
    )
    check("a conflict is 409", response["ResponseMetadata"]["HTTPStatusCode"], 409)
    try:
        mesh.create_mesh(meshName="twice")
        sys.exit("FAILED a second mesh with the same name")
    except mesh.exceptions.ConflictException as error:
        check("an existing name is a conflict", "twice" in error.response["Error"]["Message"])
    mesh.delete_mesh(meshName="twice")


def pages():
    """Lists with several pages."""
    mesh.create_mesh(meshName="long")
    names = [f"node-{at:03}" for at in range(130)]
    for name in reversed(names):
        mesh.create_virtual_node(meshName="long", virtualNodeName=name, spec=NODE)
    first = mesh.list_virtual_nodes(meshName="long")
    check("a page has 100 items", len(first["virtualNodes"]), 100)
    pages = list(mesh.get_paginator("list_virtual_nodes").paginate(meshName="long"))
    found = [node["virtualNodeName"] for page in pages for node in page["virtualNodes"]]
    check("the paginator finds all in order", found, names)
    small = mesh.get_paginator("list_virtual_nodes")
    small = list(small.paginate(meshName="long", PaginationConfig={"PageSize": 60}))
    check("page sizes", [len(page["virtualNodes"]) for page in small], [60, 60, 10])
    refused(
        "an invalid token", "BadRequestException",
        "nextToken '!' is not valid for this list", mesh.list_meshes, nextToken="!",
    )
    for name in names:
        mesh.delete_virtual_node(meshName="long", virtualNodeName=name)
    mesh.delete_mesh(meshName="long")


def paginators():
    """All eight paginators, with small pages."""
    for kind, member, above, name, _, after, _ in KINDS:
        twin = {**above, **name_of(member, name + "-2")}
        operation("create", kind)(**twin, spec=after)
        listing = mesh.get_paginator("list_meshes" if kind == "mesh" else f"list_{kind}s")
        pages = list(listing.paginate(**above, PaginationConfig={"PageSize": 1}))
        found = [item[f"{member}Name"] for page in pages for item in page[plural(member)]]
        wanted = [(name, name + "-2"), 2]
        check(f"list_{kind} in pages of one", [tuple(found), len(pages)], wanted)
        operation("delete", kind)(**twin)
    arn = ARN + "mesh/shop"
    mesh.tag_resource(resourceArn=arn, tags=[{"key": f"k{at}", "value": ""} for at in range(5)])
    listing = mesh.get_paginator("list_tags_for_resource")
    pages = listing.paginate(resourceArn=arn, PaginationConfig={"PageSize": 2})
    found = [len(page["tags"]) for page in pages]
    check("list_tags_for_resource in pages of two", found, [2, 2, 1])


def limits():
    """Constraints that boto3 does not check."""
    shop = {"meshName": "shop"}
    for limit in (101, 1000):
        refused(
            f"a limit of {limit}", "BadRequestException",
            f"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy "
            "constraint: Member must have value less than or equal to 100",
            mesh.list_virtual_nodes, **shop, limit=limit,
        )
    refused(
        "a limit of tags", "BadRequestException",
        "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: "
        "Member must have value less than or equal to 50",
        mesh.list_tags_for_resource, resourceArn=ARN + "mesh/shop", limit=51,
    )
    name = "n" * 256
    long = (
        f"1 validation error detected: Value '{name}' at '%s' failed to satisfy constraint: "
        "Member must have length less than or equal to 255"
    )
    for kind, member, above, _, _, after, _ in KINDS:
        refused(
            f"create_{kind} with a name of 256 characters", "BadRequestException",
            long % f"{member}Name", operation("create", kind),
            **{**above, **name_of(member, name)}, spec=after,
        )
    # A page continues after the last item of the previous page, regardless of changes.
    for letter in "abcd":
        mesh.create_virtual_node(**shop, virtualNodeName=letter, spec={})
    page = mesh.list_virtual_nodes(**shop, limit=2)
    mesh.delete_virtual_node(**shop, virtualNodeName="b")
    mesh.create_virtual_node(**shop, virtualNodeName="bb", spec={})
    mesh.create_virtual_node(**shop, virtualNodeName="aa", spec={})
    page = mesh.list_virtual_nodes(**shop, limit=2, nextToken=page["nextToken"])
    found = [item["virtualNodeName"] for item in page["virtualNodes"]]
    check("a page continues after a deleted item", found, ["bb", "c"])
    for letter in ("a", "aa", "bb", "c", "d"):
        mesh.delete_virtual_node(**shop, virtualNodeName=letter)


def tags():
    """Tags are stored separately from the spec."""
    arn = ARN + "mesh/tagged"
    one, two = {"key": "team", "value": "music"}, {"key": "stage", "value": ""}
    mesh.create_mesh(meshName="tagged", tags=[one])
    mesh.tag_resource(resourceArn=arn, tags=[two, {"key": "team", "value": "art"}])
    got = mesh.list_tags_for_resource(resourceArn=arn)["tags"]
    check("tags are added and replaced", got, [{"key": "team", "value": "art"}, two])
    mesh.untag_resource(resourceArn=arn, tagKeys=["team", "ghost"])
    check("tags are removed", mesh.list_tags_for_resource(resourceArn=arn)["tags"], [two])
    version = mesh.describe_mesh(meshName="tagged")["mesh"]["metadata"]["version"]
    check("tags do not change the version", version, 1)
    refused(
        "one tag too many", "TooManyTagsException", "A resource can have up to 50 tags",
        mesh.tag_resource, resourceArn=arn,
        tags=[{"key": f"k{at}", "value": ""} for at in range(50)],
    )
    refused(
        "tags of a missing resource", "NotFoundException",
        f"Mesh with name ghost is not present for account {ACCOUNT}",
        mesh.list_tags_for_resource, resourceArn=ARN + "mesh/ghost",
    )
    mesh.delete_mesh(meshName="tagged")


def raw(method, path, text=None):
    """Sends a request without an SDK; returns status, headers and body."""
    url = urllib.parse.urlparse(URL)
    connection = http.client.HTTPConnection(url.hostname, url.port)
    connection.request(method, "/v20190125" + path, text)
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode()


def http_details():
    """Details that SDKs hide: number formats, headers, bodies."""
    status, headers, text = raw("GET", "/meshes/shop")
    shown = json.loads(text)
    check("the body is the resource itself", sorted(shown), ["meshName", "metadata", "spec", "status"])
    times = [shown["metadata"][name] for name in ("createdAt", "lastUpdatedAt")]
    check("times are numbers", all(isinstance(time, (int, float)) for time in times))
    check("times are seconds", 1.7e9 < times[0] < 4e9)
    check("the content type", (status, headers["content-type"]), (200, "application/json"))
    status, headers, text = raw("GET", "/meshes/ghost")
    check("an error names its type", headers["x-amzn-errortype"], "NotFoundException")
    check("an error has a request id", len(headers["x-amzn-requestid"]), 36)
    check("an error is a message", (status, list(json.loads(text))), (404, ["message"]))
    for what, text, code in [
        ("invalid JSON", "{", "SerializationException"),
        ("a wrong type", '{"meshName": 1}', "SerializationException"),
        ("missing members", "{}", "BadRequestException"),
        ("a name with a slash", '{"meshName": "a/b"}', "BadRequestException"),
    ]:
        status, headers, _ = raw("PUT", "/meshes", text)
        check(f"a body with {what}", (status, headers["x-amzn-errortype"]), (400, code))
    status, headers, _ = raw("GET", "/nothing")
    got = (status, headers["x-amzn-errortype"])
    check("an unknown path", got, (404, "UnknownOperationException"))


def deletion():
    """Deletes a resource of every kind, children first; the response shows it once more."""
    for kind, member, above, name, _, after, arn in reversed(KINDS):
        names = {**above, **name_of(member, name)}
        gone = body(operation("delete", kind)(**names), member)
        state = (gone["status"]["status"], gone["metadata"]["arn"], gone["spec"])
        check(f"delete_{kind}", state, ("DELETED", ARN + arn, defaults(member, after)))
    check("there are no meshes finally", mesh.list_meshes()["meshes"], [])


life_cycle()
references()
tokens()
pages()
paginators()
limits()
tags()
http_details()
deletion()
