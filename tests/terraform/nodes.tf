resource "aws_appmesh_virtual_node" "plain" {
  name      = "plain"
  mesh_name = local.mesh
  spec {}
}

resource "aws_appmesh_virtual_node" "web" {
  for_each  = toset(["v1", "v2"])
  name      = "web-${each.key}"
  mesh_name = local.mesh
  spec {
    backend {
      virtual_service {
        virtual_service_name = "db.local"
        client_policy {
          tls {
            enforce = false
            ports   = [8443, 9443]
            certificate {
              file {
                certificate_chain = "/c.pem"
                private_key       = "/k.pem"
              }
            }
            validation {
              subject_alternative_names {
                match {
                  exact = ["a.example", "b.example"]
                }
              }
              trust {
                file {
                  certificate_chain = "/ca.pem"
                }
              }
            }
          }
        }
      }
    }
    backend {
      virtual_service {
        virtual_service_name = "queue.local"
      }
    }
    backend_defaults {
      client_policy {
        tls {
          ports = [1, 65535]
          certificate {
            sds {
              secret_name = "mine"
            }
          }
          validation {
            trust {
              acm {
                certificate_authority_arns = ["arn:aws:acm-pca:us-west-2:111122223333:certificate-authority/12345678-1234-1234-1234-123456789012"]
              }
            }
          }
        }
      }
    }
    listener {
      port_mapping {
        port     = 8080
        protocol = "http"
      }
      connection_pool {
        http {
          max_connections      = 10
          max_pending_requests = 5
        }
      }
      health_check {
        protocol            = "http"
        path                = "/ping"
        healthy_threshold   = 3
        unhealthy_threshold = 2
        timeout_millis      = 5000
        interval_millis     = 10000
      }
      outlier_detection {
        max_ejection_percent = 50
        max_server_errors    = 5
        base_ejection_duration {
          unit  = "s"
          value = 30
        }
        interval {
          unit  = "ms"
          value = 1000
        }
      }
      timeout {
        http {
          idle {
            unit  = "s"
            value = 0
          }
          per_request {
            unit  = "ms"
            value = 1500
          }
        }
      }
      tls {
        mode = "PERMISSIVE"
        certificate {
          acm {
            certificate_arn = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
          }
        }
        validation {
          subject_alternative_names {
            match {
              exact = ["client.example"]
            }
          }
          trust {
            sds {
              secret_name = "trusted"
            }
          }
        }
      }
    }
    logging {
      access_log {
        file {
          path = "/dev/stdout"
          format {
            json {
              key   = "at"
              value = "%START_TIME%"
            }
            json {
              key   = "code"
              value = "%RESPONSE_CODE%"
            }
          }
        }
      }
    }
    service_discovery {
      dns {
        hostname      = "web-${each.key}.local"
        response_type = "ENDPOINTS"
        ip_preference = "IPv4_ONLY"
      }
    }
  }
  tags = { version = each.key }
}

resource "aws_appmesh_virtual_node" "grpc" {
  name      = "grpc"
  mesh_name = local.mesh
  spec {
    listener {
      port_mapping {
        port     = 9000
        protocol = "grpc"
      }
      connection_pool {
        grpc {
          max_requests = 7
        }
      }
      health_check {
        protocol            = "grpc"
        healthy_threshold   = 2
        unhealthy_threshold = 2
        timeout_millis      = 2000
        interval_millis     = 5000
        port                = 9000
      }
      timeout {
        grpc {
          per_request {
            unit  = "s"
            value = 2
          }
        }
      }
    }
    listener {
      port_mapping {
        port     = 9001
        protocol = "tcp"
      }
      connection_pool {
        tcp {
          max_connections = 3
        }
      }
      timeout {
        tcp {
          idle {
            unit  = "s"
            value = 2
          }
        }
      }
    }
    listener {
      port_mapping {
        port     = 9002
        protocol = "http2"
      }
      connection_pool {
        http2 {
          max_requests = 3
        }
      }
      tls {
        mode = "STRICT"
        certificate {
          sds {
            secret_name = "s"
          }
        }
      }
    }
    logging {
      access_log {
        file {
          path = "/x"
          format {
            text = "%START_TIME%\n"
          }
        }
      }
    }
    service_discovery {
      aws_cloud_map {
        namespace_name = "ns.local"
        service_name   = "grpc"
        attributes     = { stack = "blue", zone = "a" }
      }
    }
  }
}
