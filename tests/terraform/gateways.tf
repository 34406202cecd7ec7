resource "aws_appmesh_virtual_gateway" "g" {
  name      = "in"
  mesh_name = local.mesh
  spec {
    backend_defaults {
      client_policy {
        tls {
          enforce = true
          validation {
            trust {
              file {
                certificate_chain = "/ca.pem"
              }
            }
          }
        }
      }
    }
    listener {
      port_mapping {
        port     = 80
        protocol = "http"
      }
      connection_pool {
        http {
          max_connections = 100
        }
      }
      health_check {
        protocol            = "http"
        path                = "/"
        healthy_threshold   = 2
        unhealthy_threshold = 2
        timeout_millis      = 2000
        interval_millis     = 5000
      }
      tls {
        mode = "DISABLED"
        certificate {
          file {
            certificate_chain = "/c.pem"
            private_key       = "/k.pem"
          }
        }
        validation {
          trust {
            file {
              certificate_chain = "/ca.pem"
            }
          }
        }
      }
    }
    logging {
      access_log {
        file {
          path = "/dev/stdout"
        }
      }
    }
  }
}

resource "aws_appmesh_virtual_gateway" "grpc" {
  name      = "in-grpc"
  mesh_name = local.mesh
  spec {
    listener {
      port_mapping {
        port     = 90
        protocol = "grpc"
      }
      connection_pool {
        grpc {
          max_requests = 100
        }
      }
    }
  }
}

resource "aws_appmesh_gateway_route" "http" {
  name                 = "http"
  mesh_name            = local.mesh
  virtual_gateway_name = aws_appmesh_virtual_gateway.g.name
  spec {
    priority = 5
    http_route {
      match {
        prefix = "/shop/"
        port   = 80
        hostname {
          suffix = ".example.com"
        }
        header {
          name = "x-a"
          match {
            prefix = "y"
          }
        }
        query_parameter {
          name = "q"
          match {
            exact = "1"
          }
        }
      }
      action {
        target {
          port = 8080
          virtual_service {
            virtual_service_name = aws_appmesh_virtual_service.s["http"].name
          }
        }
        rewrite {
          hostname {
            default_target_hostname = "DISABLED"
          }
          prefix {
            value = "/"
          }
        }
      }
    }
  }
}

resource "aws_appmesh_gateway_route" "http_path" {
  name                 = "http-path"
  mesh_name            = local.mesh
  virtual_gateway_name = aws_appmesh_virtual_gateway.g.name
  spec {
    http_route {
      match {
        path {
          exact = "/one"
        }
      }
      action {
        target {
          virtual_service {
            virtual_service_name = aws_appmesh_virtual_service.s["http"].name
          }
        }
        rewrite {
          path {
            exact = "/two"
          }
        }
      }
    }
  }
}

resource "aws_appmesh_gateway_route" "grpc" {
  name                 = "grpc"
  mesh_name            = local.mesh
  virtual_gateway_name = aws_appmesh_virtual_gateway.grpc.name
  spec {
    grpc_route {
      match {
        service_name = "a.B"
      }
      action {
        target {
          virtual_service {
            virtual_service_name = aws_appmesh_virtual_service.s["grpc"].name
          }
        }
      }
    }
  }
}
