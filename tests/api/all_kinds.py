"""Drives the App Mesh API with boto3 and holds each answer against the service's own.

One line for each check; the first that fails ends the script. Started by tests/api/boto3.rs with
the API's address as its argument.
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
        answer = call(**arguments)
    except ClientError as error:
        said = error.response["Error"]
        check(what, (said["Code"], said["Message"]), (code, message))
        return error.response
    sys.exit(f"FAILED {what}: it was allowed: {answer!r}")


def body(answer, member):
    """The resource in an answer, whose own facts are checked on the way."""
    resource = answer[member]
    metadata = resource["metadata"]
    facts = (
        answer["ResponseMetadata"]["HTTPStatusCode"],
        bool(re.fullmatch(r"[0-9a-f-]{36}", answer["ResponseMetadata"]["RequestId"])),
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


def entrance(prefix):
    target = {"virtualService": {"virtualServiceName": "service.prod"}}
    return {"httpRoute": {"match": {"prefix": prefix}, "action": {"target": target}}}


def provider(node):
    return {"provider": {"virtualNode": {"virtualNodeName": node}}}


# Name of the kind in boto3, its member, the names above it, its name, its spec before and after,
# and the end of its ARN. In an order of creation.
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
        entrance("/"), entrance("/shop"), "mesh/shop/virtualGateway/edge/gatewayRoute/in",
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
    """The spec as describe shows it: a node always has backends."""
    return {"backends": [], **spec} if member == "virtualNode" else spec


def lives():
    """Every kind from its creation to its second version."""
    check("there is no mesh at first", mesh.list_meshes()["meshes"], [])
    for kind, member, above, name, before, after, arn in KINDS:
        names = {**above, **name_of(member, name)}
        made = body(operation("create", kind)(**names, spec=before), member)
        state = (made["metadata"]["arn"], made["metadata"]["version"], made["status"])
        check(f"create_{kind}", state, (ARN + arn, 1, {"status": "ACTIVE"}))
        check(f"create_{kind} answers with the spec", made["spec"], before)
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
    """What is missing and what is in use."""
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
        "create_virtual_node in no mesh", "NotFoundException",
        f"Mesh with name ghost is not present for account {ACCOUNT}", mesh.create_virtual_node,
        meshName="ghost", virtualNodeName="n", spec=NODE,
    )
    answer = refused(
        "describe what is not there", "NotFoundException",
        f"VirtualNode with name ghost is not present under mesh shop for account {ACCOUNT}",
        mesh.describe_virtual_node, **shop, virtualNodeName="ghost",
    )
    check("a missing resource is 404", answer["ResponseMetadata"]["HTTPStatusCode"], 404)
    answer = refused(
        "delete_mesh with members", "ResourceInUseException",
        f"Mesh shop for account {ACCOUNT} has active VirtualServices, please delete "
        "VirtualServices before deleting the Mesh", mesh.delete_mesh, **shop,
    )
    check("in use is 409", answer["ResponseMetadata"]["HTTPStatusCode"], 409)
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
    """The same request twice has one effect."""
    wish = {"meshName": "twice", "clientToken": "token-1"}
    first = mesh.create_mesh(**wish)["mesh"]
    check("a token replays", mesh.create_mesh(**wish)["mesh"], first)
    answer = refused(
        "a token for something else", "ConflictException",
        "The client token was used with a different specification",
        mesh.create_mesh, **wish, spec={"egressFilter": {"type": "ALLOW_ALL"}},
    )
    check("a conflict is 409", answer["ResponseMetadata"]["HTTPStatusCode"], 409)
    try:
        mesh.create_mesh(meshName="twice")
        sys.exit("FAILED a second mesh of one name")
    except mesh.exceptions.ConflictException as error:
        check("an existing name is a conflict", "twice" in error.response["Error"]["Message"])
    mesh.delete_mesh(meshName="twice")


def pages():
    """Lists longer than a page."""
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
        "a token that is none", "BadRequestException",
        "nextToken '!' is not a page token", mesh.list_meshes, nextToken="!",
    )
    for name in names:
        mesh.delete_virtual_node(meshName="long", virtualNodeName=name)
    mesh.delete_mesh(meshName="long")


def paginators():
    """All eight of them, over pages of one item."""
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
    """What boto3 does not check itself."""
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
    # A page goes on behind its last item whatever has come and gone.
    for letter in "abcd":
        mesh.create_virtual_node(**shop, virtualNodeName=letter, spec={})
    page = mesh.list_virtual_nodes(**shop, limit=2)
    mesh.delete_virtual_node(**shop, virtualNodeName="b")
    mesh.create_virtual_node(**shop, virtualNodeName="bb", spec={})
    mesh.create_virtual_node(**shop, virtualNodeName="aa", spec={})
    page = mesh.list_virtual_nodes(**shop, limit=2, nextToken=page["nextToken"])
    found = [item["virtualNodeName"] for item in page["virtualNodes"]]
    check("a page goes on behind what is gone", found, ["bb", "c"])
    for letter in ("a", "aa", "bb", "c", "d"):
        mesh.delete_virtual_node(**shop, virtualNodeName=letter)


def tags():
    """Tags are kept beside the spec."""
    arn = ARN + "mesh/tagged"
    one, two = {"key": "team", "value": "music"}, {"key": "stage", "value": ""}
    mesh.create_mesh(meshName="tagged", tags=[one])
    mesh.tag_resource(resourceArn=arn, tags=[two, {"key": "team", "value": "art"}])
    got = mesh.list_tags_for_resource(resourceArn=arn)["tags"]
    check("tags are added and replaced", got, [{"key": "team", "value": "art"}, two])
    mesh.untag_resource(resourceArn=arn, tagKeys=["team", "ghost"])
    check("tags go", mesh.list_tags_for_resource(resourceArn=arn)["tags"], [two])
    version = mesh.describe_mesh(meshName="tagged")["mesh"]["metadata"]["version"]
    check("tags make no version", version, 1)
    refused(
        "one tag too many", "TooManyTagsException", "A resource can have up to 50 tags",
        mesh.tag_resource, resourceArn=arn,
        tags=[{"key": f"k{at}", "value": ""} for at in range(50)],
    )
    refused(
        "tags of what is not there", "NotFoundException",
        f"Mesh with name ghost is not present for account {ACCOUNT}",
        mesh.list_tags_for_resource, resourceArn=ARN + "mesh/ghost",
    )
    mesh.delete_mesh(meshName="tagged")


def raw(method, path, text=None):
    """A request without an SDK: status, headers, body as text."""
    place = urllib.parse.urlparse(URL)
    connection = http.client.HTTPConnection(place.hostname, place.port)
    connection.request(method, "/v20190125" + path, text)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def wire():
    """What SDKs hide: numbers, headers, bodies."""
    status, headers, text = raw("GET", "/meshes/shop")
    shown = json.loads(text)
    check("the body is the resource itself", sorted(shown), ["meshName", "metadata", "spec", "status"])
    times = [shown["metadata"][name] for name in ("createdAt", "lastUpdatedAt")]
    check("times are numbers", all(isinstance(time, (int, float)) for time in times))
    check("times are seconds", 1.7e9 < times[0] < 4e9)
    check("the type", (status, headers["content-type"]), (200, "application/json"))
    status, headers, text = raw("GET", "/meshes/ghost")
    check("an error names its type", headers["x-amzn-errortype"], "NotFoundException")
    check("an error has a request id", len(headers["x-amzn-requestid"]), 36)
    check("an error is a message", (status, list(json.loads(text))), (404, ["message"]))
    for what, text, code in [
        ("no JSON", "{", "SerializationException"),
        ("a wrong type", '{"meshName": 1}', "SerializationException"),
        ("nothing of what is required", "{}", "BadRequestException"),
        ("a name with a slash", '{"meshName": "a/b"}', "BadRequestException"),
    ]:
        status, headers, _ = raw("PUT", "/meshes", text)
        check(f"a body with {what}", (status, headers["x-amzn-errortype"]), (400, code))
    status, headers, _ = raw("GET", "/nothing")
    got = (status, headers["x-amzn-errortype"])
    check("an unknown path", got, (404, "UnknownOperationException"))


def ends():
    """Every kind is deleted, children first, and shown a last time."""
    for kind, member, above, name, _, after, arn in reversed(KINDS):
        names = {**above, **name_of(member, name)}
        gone = body(operation("delete", kind)(**names), member)
        state = (gone["status"]["status"], gone["metadata"]["arn"], gone["spec"])
        check(f"delete_{kind}", state, ("DELETED", ARN + arn, defaults(member, after)))
    check("there is no mesh at last", mesh.list_meshes()["meshes"], [])


lives()
references()
tokens()
pages()
paginators()
limits()
tags()
wire()
ends()
