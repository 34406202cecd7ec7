resource "aws_appmesh_mesh" "m" {
  name = "shop"
  spec {
    egress_filter {
      type = "DROP_ALL"
    }
    service_discovery {
      ip_preference = "IPv6_PREFERRED"
    }
  }
  tags = { a = "b" }
}

locals {
  mesh = aws_appmesh_mesh.m.id
}

resource "aws_appmesh_virtual_router" "r" {
  for_each  = { http = 8080, http2 = 9002, grpc = 9000, tcp = 9001 }
  name      = each.key
  mesh_name = local.mesh
  spec {
    listener {
      port_mapping {
        port     = each.value
        protocol = each.key
      }
    }
  }
}

resource "aws_appmesh_virtual_service" "s" {
  for_each  = aws_appmesh_virtual_router.r
  name      = "${each.key}.local"
  mesh_name = local.mesh
  spec {
    provider {
      virtual_router {
        virtual_router_name = each.value.name
      }
    }
  }
}

resource "aws_appmesh_virtual_service" "node" {
  name      = "node.local"
  mesh_name = local.mesh
  spec {
    provider {
      virtual_node {
        virtual_node_name = aws_appmesh_virtual_node.plain.name
      }
    }
  }
}

resource "aws_appmesh_virtual_service" "none" {
  name      = "none.local"
  mesh_name = local.mesh
  spec {}
}
