"""An in-memory App Mesh server for tests: all 38 operations, without App Mesh's own validation.

The outcomes in recorded.json were recorded with it, so that they do not depend on meshctl's server.
"""

import json
import urllib.parse
import uuid

from servers import Server

ACCOUNT = "123456789012"
PREFIX = "/v20190125/"

# URL segments of a collection, or of a parent and a collection -> the kind of resource.
KINDS = {
    ("meshes",): "mesh",
    ("virtualRouters",): "virtualRouter",
    ("virtualNodes",): "virtualNode",
    ("virtualServices",): "virtualService",
    ("virtualGateways",): "virtualGateway",
    ("virtualRouter", "routes"): "route",
    ("virtualGateway", "gatewayRoutes"): "gatewayRoute",
}
CHILDREN = {"virtualRouter": "route", "virtualGateway": "gatewayRoute"}


class ApiError(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class AppMesh(Server):
    def __init__(self):
        self.reset()
        super().__init__()

    def reset(self):
        """Deletes all resources."""
        # (kind, mesh name, parent name, name) -> resource as it is returned
        self.resources = {}
        # ARN -> tag key -> tag value
        self.tags = {}
        self.clock = 1577934245.0

    def app(self, method, path, headers, body):
        url = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        headers = {"Content-Type": "application/json", "x-amzn-RequestId": str(uuid.uuid4())}
        try:
            with self.lock:
                response = self.call(method, url.path, query, json.loads(body or "{}"))
            return 200, headers, json.dumps(response, ensure_ascii=False).encode()
        except ApiError as error:
            headers["x-amzn-ErrorType"] = error.code
            return error.status, headers, json.dumps({"message": error.message}).encode()

    def call(self, method, path, query, data):
        names = [urllib.parse.unquote(name) for name in path.removeprefix(PREFIX).split("/")]
        if names[0] in ("tags", "tag", "untag"):
            return self.call_tags(names[0], query, data)
        # meshes, meshes/MESH, meshes/MESH/virtualNodes, meshes/MESH/virtualNodes/NAME, and so on
        if len(names) <= 2:
            collection, parents, rest = ("meshes",), {}, names[1:]
        elif len(names) <= 4:
            collection, parents, rest = (names[2],), {"meshName": names[1]}, names[3:]
        else:
            collection, rest = (names[2], names[4]), names[5:]
            parents = {"meshName": names[1], names[2] + "Name": names[3]}
        if collection not in KINDS:
            raise ApiError(404, "UnknownOperationException", "")
        kind = KINDS[collection]
        if "meshName" in parents:
            self.find(("mesh", None, None, parents["meshName"]))
        if len(collection) == 2:
            self.find((collection[0], names[1], None, names[3]))
        scope = (kind, parents.get("meshName"), names[3] if len(collection) == 2 else None)
        if rest:
            return self.call_resource(method, scope + (rest[0],), data)
        if method == "PUT":
            return self.create(scope + (data[kind + "Name"],), parents, data)
        return self.list(scope, parents, collection[-1], query)

    def call_tags(self, operation, query, data):
        tags = self.tags.get(query.get("resourceArn"))
        if tags is None:
            raise ApiError(404, "NotFoundException",
                           "Resource not found: %s" % query.get("resourceArn"))
        if operation == "tags":
            return page([{"key": key, "value": tags[key]} for key in sorted(tags)], "tags", query)
        tags.update((tag["key"], tag.get("value", "")) for tag in data.get("tags", []))
        for key in data.get("tagKeys", []):
            tags.pop(key, None)
        return {}

    def find(self, key):
        if key not in self.resources:
            raise ApiError(404, "NotFoundException", "%s '%s' does not exist" % (key[0], key[3]))
        return self.resources[key]

    def now(self):
        self.clock += 1.25
        return self.clock

    def create(self, key, parents, data):
        kind, mesh, parent, name = key
        if key in self.resources:
            raise ApiError(409, "ConflictException", "%s '%s' already exists" % (kind, name))
        now = self.now()
        path = {"mesh": [name], "route": [mesh, "virtualRouter", parent, kind, name],
                "gatewayRoute": [mesh, "virtualGateway", parent, kind, name]}
        arn = "arn:aws:appmesh:us-west-2:%s:mesh/%s" % (
            ACCOUNT, "/".join(path.get(kind, [mesh, kind, name])))
        self.tags[arn] = {tag["key"]: tag.get("value", "") for tag in data.get("tags") or []}
        self.resources[key] = {
            **parents,
            kind + "Name": name,
            "metadata": {"arn": arn, "createdAt": now, "lastUpdatedAt": now, "meshOwner": ACCOUNT,
                         "resourceOwner": ACCOUNT, "uid": str(uuid.uuid4()), "version": 1},
            "spec": data.get("spec") or {},
            "status": {"status": "ACTIVE"},
        }
        return self.resources[key]

    def list(self, scope, parents, collection, query):
        kind = scope[0]
        members = ("arn", "createdAt", "lastUpdatedAt", "meshOwner", "resourceOwner", "version")
        items = []
        for key in sorted((key for key in self.resources if key[:3] == scope), key=lambda key: key[3]):
            metadata = self.resources[key]["metadata"]
            items.append({**{member: metadata[member] for member in members}, **parents,
                          kind + "Name": key[3]})
        return page(items, collection, query)

    def call_resource(self, method, key, data):
        kind, mesh, _, name = key
        resource = self.find(key)
        if method == "PUT":
            resource["spec"] = data.get("spec") or {}
            resource["metadata"]["version"] += 1
            resource["metadata"]["lastUpdatedAt"] = self.now()
        if method == "DELETE":
            scope = (name,) if kind == "mesh" else (mesh, name)
            children = [other for other in self.resources if other[1:1 + len(scope)] == scope
                        and (kind == "mesh" or other[0] == CHILDREN.get(kind))]
            if children:
                raise ApiError(409, "ResourceInUseException", "%s '%s' is in use" % (kind, name))
            del self.resources[key], self.tags[resource["metadata"]["arn"]]
            return {**resource, "status": {"status": "DELETED"}}
        return resource


def page(items, collection, query):
    start = int(query.get("nextToken", "page-0").removeprefix("page-"))
    end = start + int(query.get("limit") or 100)
    return {collection: items[start:end],
            "nextToken": "page-%d" % end if end < len(items) else None}
