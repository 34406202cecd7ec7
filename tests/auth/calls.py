"""Calls to a server that asks who calls, by boto3: endpoint, certificates, who is expected.

Prints a line for each check that held."""

import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, ca, arn = sys.argv[1:]
config = Config(retries={"total_max_attempts": 1})


def client(service, **more):
    return boto3.client(service, endpoint_url=endpoint, verify=ca, config=config, **more)


def refused(code, call, **given):
    try:
        call(**given)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError(f"not refused with {code}")


def ok(what):
    print("ok", what)


who = client("sts").get_caller_identity()
assert (who["Arn"], who["Account"]) == (arn, "111122223333"), who
ok("sts says who calls")

mesh = client("appmesh")
assert mesh.describe_mesh(meshName="shop")["mesh"]["metadata"]["meshOwner"] == "111122223333"
ok("what is allowed is done")
message = refused("AccessDeniedException", mesh.delete_mesh, meshName="shop")
resource = "arn:aws:appmesh:us-west-2:111122223333:mesh/shop"
assert message == (
    f"User: {arn} is not authorized to perform: appmesh:DeleteMesh on resource: {resource} "
    "with an explicit deny in an identity-based policy"
), message
ok("what is denied is refused in the words of AWS")

for region, key in (("eu-west-1", {}), ("us-west-2", {"aws_secret_access_key": "a guess"})):
    if key:
        key["aws_access_key_id"] = boto3.Session().get_credentials().access_key
    other = client("appmesh", region_name=region, **key)
    refused("InvalidSignatureException", other.list_meshes)
ok("other regions and guessed secrets are refused")
key = {"aws_access_key_id": "AKIANOBODY", "aws_secret_access_key": "x"}
refused("UnrecognizedClientException", client("appmesh", **key).list_meshes)
refused("InvalidClientTokenId", client("sts", **key).get_caller_identity)
ok("unauthenticated callers are refused")

answer = client("iam").simulate_principal_policy(
    PolicySourceArn=arn,
    ActionNames=["appmesh:DescribeMesh", "appmesh:DeleteMesh", "appmesh:CreateMesh"],
    ResourceArns=[resource],
)
found = {one["EvalActionName"]: one["EvalDecision"] for one in answer["EvaluationResults"]}
assert found == {
    "appmesh:DescribeMesh": "allowed",
    "appmesh:DeleteMesh": "explicitDeny",
    "appmesh:CreateMesh": "implicitDeny",
}, found
ok("iam simulates")
pages = client("iam").get_paginator("simulate_principal_policy").paginate(
    PolicySourceArn=arn,
    ActionNames=list(found),
    ResourceArns=[resource],
    PaginationConfig={"PageSize": 2},
)
paged = [[one["EvalActionName"] for one in page["EvaluationResults"]] for page in pages]
assert paged == [list(found)[:2], list(found)[2:]], paged
ok("iam simulates page by page")
other = arn.rsplit("/", 1)[0] + "/other"
simulate = client("iam").simulate_principal_policy
refused("AccessDenied", simulate, PolicySourceArn=other, ActionNames=["appmesh:ListMeshes"])
ok("others are not simulated without permission")
refused("AccessDenied", simulate, PolicySourceArn=arn + "\x01\x0b", ActionNames=["appmesh:ListMeshes"])
ok("what XML cannot hold is answered in XML")


def decided(**given):
    entries = [
        {"ContextKeyName": "aws:SourceIp", "ContextKeyValues": [address], "ContextKeyType": "ip"}
        for address in given.values()
    ]
    answer = simulate(PolicySourceArn=arn, ActionNames=["meshctl:Restore"], ContextEntries=entries)
    return answer["EvaluationResults"][0]["EvalDecision"]


assert decided() == "allowed"
assert decided(address="192.0.2.1") == "implicitDeny"
ok("what is given of the context counts")
