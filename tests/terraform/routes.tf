resource "aws_appmesh_route" "http" {
  name                = "http"
  mesh_name           = local.mesh
  virtual_router_name = aws_appmesh_virtual_router.r["http"].name
  spec {
    priority = 0
    http_route {
      match {
        method = "POST"
        port   = 8080
        prefix = "/"
        scheme = "https"
        header {
          name   = "x-a"
          invert = true
          match {
            exact = "1"
          }
        }
        header {
          name = "x-b"
          match {
            range {
              start = 1
              end   = 10
            }
          }
        }
        header {
          name = "x-c"
        }
        query_parameter {
          name = "q"
          match {
            exact = "1"
          }
        }
        query_parameter {
          name = "p"
        }
      }
      action {
        weighted_target {
          virtual_node = aws_appmesh_virtual_node.web["v1"].name
          weight       = var.weight
          port         = 8080
        }
        weighted_target {
          virtual_node = aws_appmesh_virtual_node.web["v2"].name
          weight       = 100 - var.weight
        }
      }
      retry_policy {
        http_retry_events = ["server-error", "gateway-error"]
        tcp_retry_events  = ["connection-error"]
        max_retries       = 0
        per_retry_timeout {
          unit  = "s"
          value = 15
        }
      }
      timeout {
        idle {
          unit  = "s"
          value = 10
        }
        per_request {
          unit  = "ms"
          value = 0
        }
      }
    }
  }
}

resource "aws_appmesh_route" "http2" {
  name                = "http2"
  mesh_name           = local.mesh
  virtual_router_name = aws_appmesh_virtual_router.r["http2"].name
  spec {
    priority = 1000
    http2_route {
      match {
        path {
          regex = "/a/.*"
        }
      }
      action {
        weighted_target {
          virtual_node = aws_appmesh_virtual_node.grpc.name
          weight       = 1
          port         = 9002
        }
      }
      retry_policy {
        http_retry_events = ["stream-error"]
        max_retries       = 2
        per_retry_timeout {
          unit  = "ms"
          value = 15
        }
      }
    }
  }
}

resource "aws_appmesh_route" "grpc" {
  name                = "grpc"
  mesh_name           = local.mesh
  virtual_router_name = aws_appmesh_virtual_router.r["grpc"].name
  spec {
    grpc_route {
      match {
        service_name = "a.B"
        method_name  = "C"
        metadata {
          name = "m"
          match {
            suffix = "z"
          }
        }
        metadata {
          name   = "n"
          invert = true
          match {
            regex = ".*"
          }
        }
      }
      action {
        weighted_target {
          virtual_node = aws_appmesh_virtual_node.grpc.name
          weight       = 1
          port         = 9000
        }
      }
      retry_policy {
        grpc_retry_events = ["unavailable", "cancelled"]
        max_retries       = 2
        per_retry_timeout {
          unit  = "ms"
          value = 15
        }
      }
      timeout {
        per_request {
          unit  = "s"
          value = 3
        }
      }
    }
  }
}

resource "aws_appmesh_route" "tcp" {
  name                = "tcp"
  mesh_name           = local.mesh
  virtual_router_name = aws_appmesh_virtual_router.r["tcp"].name
  spec {
    tcp_route {
      match {
        port = 9001
      }
      action {
        weighted_target {
          virtual_node = aws_appmesh_virtual_node.grpc.name
          weight       = 100
          port         = 9001
        }
      }
      timeout {
        idle {
          unit  = "s"
          value = 5
        }
      }
    }
  }
}
