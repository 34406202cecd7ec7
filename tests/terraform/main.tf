# Every kind, and each of its fields that the provider knows, in a shape that the service takes.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "url" {
  description = "Where meshctl serve listens"
}

variable "weight" {
  description = "Share of web-v1"
  default     = 90
}

# Region, keys and certificates come from the environment, as with AWS.
provider "aws" {
  endpoints {
    appmesh = var.url
    sts     = var.url
  }
  default_tags {
    tags = { team = "mesh" }
  }
}

data "aws_caller_identity" "me" {}

output "account" {
  value = data.aws_caller_identity.me.account_id
}

data "aws_appmesh_mesh" "m" { name = aws_appmesh_mesh.m.name }

data "aws_appmesh_virtual_node" "n" {
  name      = aws_appmesh_virtual_node.web["v1"].name
  mesh_name = local.mesh
}

data "aws_appmesh_virtual_service" "s" {
  name       = "http.local"
  mesh_name  = local.mesh
  depends_on = [aws_appmesh_virtual_service.s]
}

data "aws_appmesh_gateway_route" "g" {
  name                 = aws_appmesh_gateway_route.http.name
  mesh_name            = local.mesh
  virtual_gateway_name = aws_appmesh_virtual_gateway.g.name
}

data "aws_appmesh_route" "r" {
  name                = aws_appmesh_route.http.name
  mesh_name           = local.mesh
  virtual_router_name = "http"
}

data "aws_appmesh_virtual_router" "r" {
  name       = "http"
  mesh_name  = local.mesh
  depends_on = [aws_appmesh_virtual_router.r]
}

data "aws_appmesh_virtual_gateway" "g" {
  name      = aws_appmesh_virtual_gateway.g.name
  mesh_name = local.mesh
}

output "seen" {
  value = [data.aws_appmesh_mesh.m.arn, data.aws_appmesh_virtual_node.n.tags, data.aws_appmesh_virtual_service.s.arn,
  data.aws_appmesh_gateway_route.g.arn, data.aws_appmesh_route.r.arn, data.aws_appmesh_virtual_router.r.arn, data.aws_appmesh_virtual_gateway.g.arn]
}
