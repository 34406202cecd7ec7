// The client of the App Mesh controller for Kubernetes, as far as the API sees it.
// `make tools` builds it; tests/api/controller.rs runs it.
module reconcile

go 1.19

require github.com/aws/aws-sdk-go v1.55.8

require github.com/jmespath/go-jmespath v0.4.0 // indirect
