// Reconciles as the App Mesh controller for Kubernetes does, with the SDK that it uses: what a
// describe does not find is created; what it finds is compared with what is wanted, and updated only
// where that differs. Reads {"Kind", "Input"} from stdin, one on a line, where the input is that of a
// create; says `ok KIND NAME` for each, and ends with 1 at the first that is not as wanted.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/private/protocol/json/jsonutil"
	"github.com/aws/aws-sdk-go/service/appmesh"
)

type step struct {
	Kind  string
	Input json.RawMessage
}

var client = appmesh.New(session.Must(session.NewSession(&aws.Config{Endpoint: &os.Args[1]})))

func main() {
	account := os.Args[2]
	lines := json.NewDecoder(os.Stdin)
	for {
		var one step
		switch err := lines.Decode(&one); err {
		case nil:
			one.reconcile(account)
		case io.EOF:
			return
		default:
			panic(err)
		}
	}
}

// call makes a call with the members of the step's input that the operation has, and `more`.
func (s step) call(verb string, more map[string]string) (reflect.Value, error) {
	method := reflect.ValueOf(client).MethodByName(verb + s.Kind)
	input := reflect.New(method.Type().In(0).Elem())
	if err := jsonutil.UnmarshalJSON(input.Interface(), bytes.NewReader(s.Input)); err != nil {
		panic(err)
	}
	for name, value := range more {
		if field := input.Elem().FieldByName(name); field.IsValid() {
			field.Set(reflect.ValueOf(aws.String(value)))
		}
	}
	out := method.Call([]reflect.Value{input})
	err, _ := out[1].Interface().(error)
	return out[0].Elem().FieldByName(answers[s.Kind]), err
}

// What the answers call a resource.
var answers = map[string]string{
	"Mesh": "Mesh", "VirtualNode": "VirtualNode", "VirtualRouter": "VirtualRouter", "Route": "Route",
	"VirtualService": "VirtualService", "VirtualGateway": "VirtualGateway", "GatewayRoute": "GatewayRoute",
}

func (s step) reconcile(account string) {
	_, err := s.call("Describe", nil)
	s.refused(err, "NotFoundException", 404)
	made, err := s.call("Create", nil)
	s.is(err == nil, "created", err)
	s.active(made, account, 1)
	owner := map[string]string{"MeshOwner": account}
	found, err := s.call("Describe", owner)
	s.is(err == nil, "found", err)
	s.active(found, account, 1)
	changed, err := s.call("Update", owner)
	s.is(err == nil, "updated", err)
	s.active(changed, account, 2)
	gone, err := s.call("Delete", owner)
	s.is(err == nil, "deleted", err)
	s.is(text(gone, "Status", "Status") == "DELETED", "gone", gone)
	_, err = s.call("Delete", owner)
	s.refused(err, "NotFoundException", 404)
	fmt.Println("ok", s.Kind)
}

// active checks what the controller looks at.
func (s step) active(resource reflect.Value, account string, version int64) {
	wanted := reflect.New(resource.Elem().FieldByName("Spec").Type().Elem())
	var input struct{ Spec json.RawMessage }
	if err := json.Unmarshal(s.Input, &input); err != nil {
		panic(err)
	}
	if err := jsonutil.UnmarshalJSON(wanted.Interface(), bytes.NewReader(input.Spec)); err != nil {
		panic(err)
	}
	actual := resource.Elem().FieldByName("Spec")
	emptied(wanted)
	emptied(actual)
	s.is(reflect.DeepEqual(wanted.Interface(), actual.Interface()), wanted, actual)
	s.is(text(resource, "Metadata", "ResourceOwner") == account, "the resource's owner", resource)
	s.is(text(resource, "Metadata", "MeshOwner") == account, "the mesh's owner", resource)
	s.is(text(resource, "Metadata", "Arn") != "" && text(resource, "Metadata", "Uid") != "", "an id", resource)
	s.is(text(resource, "Status", "Status") == "ACTIVE", "active", resource)
	metadata := resource.Elem().FieldByName("Metadata").Interface().(*appmesh.ResourceMetadata)
	s.is(aws.Int64Value(metadata.Version) == version, version, resource)
	s.is(!metadata.CreatedAt.After(*metadata.LastUpdatedAt), "times", resource)
}

func text(resource reflect.Value, names ...string) string {
	for _, name := range names {
		resource = resource.Elem().FieldByName(name)
	}
	value, _ := resource.Interface().(*string)
	return aws.StringValue(value)
}

// emptied takes away what makes no difference to the controller: that an empty list is there, and
// the port of a health check, which the service fills in.
func emptied(value reflect.Value) {
	switch value.Kind() {
	case reflect.Ptr:
		if !value.IsNil() {
			emptied(value.Elem())
		}
	case reflect.Struct:
		if value.FieldByName("HealthyThreshold").IsValid() {
			port := value.FieldByName("Port")
			port.Set(reflect.Zero(port.Type()))
		}
		for at := 0; at < value.NumField(); at++ {
			emptied(value.Field(at))
		}
	case reflect.Slice:
		if value.Len() == 0 && value.CanSet() {
			value.Set(reflect.Zero(value.Type()))
		}
		for at := 0; at < value.Len(); at++ {
			emptied(value.Index(at))
		}
	}
}

// refused checks an error as the controller reads it.
func (s step) refused(err error, code string, status int) {
	failure, ok := err.(awserr.RequestFailure)
	s.is(ok && failure.Code() == code && failure.StatusCode() == status, code, err)
	s.is(ok && failure.RequestID() != "" && failure.Message() != "", "a message and an id", err)
}

func (s step) is(it bool, wanted, found interface{}) {
	if !it {
		fmt.Fprintf(os.Stderr, "%s %s\nwanted: %v\nfound: %v\n", s.Kind, s.Input, wanted, found)
		os.Exit(1)
	}
}
