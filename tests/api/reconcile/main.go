// Reconciles resources as the App Mesh controller for Kubernetes does, with the SDK that it uses.
//
// Usage: reconcile ENDPOINT ACCOUNT. Reads lines of {"Kind", "Input"} from stdin, where Input is the
// input of a create operation. Describes, creates, updates and deletes each resource and checks what
// the controller would look at. Prints `ok KIND` for each; exits with 1 at the first difference.
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

type resource struct {
	Kind  string
	Input json.RawMessage
}

var client = appmesh.New(session.Must(session.NewSession(&aws.Config{Endpoint: &os.Args[1]})))

func main() {
	account := os.Args[2]
	lines := json.NewDecoder(os.Stdin)
	for {
		var one resource
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

// call calls an operation with those members of the resource's input that the operation has, and
// `more`.
func (r resource) call(verb string, more map[string]string) (reflect.Value, error) {
	method := reflect.ValueOf(client).MethodByName(verb + r.Kind)
	input := reflect.New(method.Type().In(0).Elem())
	if err := jsonutil.UnmarshalJSON(input.Interface(), bytes.NewReader(r.Input)); err != nil {
		panic(err)
	}
	for name, value := range more {
		if field := input.Elem().FieldByName(name); field.IsValid() {
			field.Set(reflect.ValueOf(aws.String(value)))
		}
	}
	out := method.Call([]reflect.Value{input})
	err, _ := out[1].Interface().(error)
	return out[0].Elem().FieldByName(members[r.Kind]), err
}

// The member of a response that contains the resource.
var members = map[string]string{
	"Mesh": "Mesh", "VirtualNode": "VirtualNode", "VirtualRouter": "VirtualRouter", "Route": "Route",
	"VirtualService": "VirtualService", "VirtualGateway": "VirtualGateway", "GatewayRoute": "GatewayRoute",
}

func (r resource) reconcile(account string) {
	_, err := r.call("Describe", nil)
	r.refused(err, "NotFoundException", 404)
	made, err := r.call("Create", nil)
	r.is(err == nil, "created", err)
	r.active(made, account, 1)
	owner := map[string]string{"MeshOwner": account}
	found, err := r.call("Describe", owner)
	r.is(err == nil, "found", err)
	r.active(found, account, 1)
	changed, err := r.call("Update", owner)
	r.is(err == nil, "updated", err)
	r.active(changed, account, 2)
	gone, err := r.call("Delete", owner)
	r.is(err == nil, "deleted", err)
	r.is(text(gone, "Status", "Status") == "DELETED", "gone", gone)
	_, err = r.call("Delete", owner)
	r.refused(err, "NotFoundException", 404)
	fmt.Println("ok", r.Kind)
}

// active checks what the controller looks at in an active resource.
func (r resource) active(output reflect.Value, account string, version int64) {
	wanted := reflect.New(output.Elem().FieldByName("Spec").Type().Elem())
	var input struct{ Spec json.RawMessage }
	if err := json.Unmarshal(r.Input, &input); err != nil {
		panic(err)
	}
	if err := jsonutil.UnmarshalJSON(wanted.Interface(), bytes.NewReader(input.Spec)); err != nil {
		panic(err)
	}
	actual := output.Elem().FieldByName("Spec")
	normalize(wanted)
	normalize(actual)
	r.is(reflect.DeepEqual(wanted.Interface(), actual.Interface()), wanted, actual)
	r.is(text(output, "Metadata", "ResourceOwner") == account, "the resource's owner", output)
	r.is(text(output, "Metadata", "MeshOwner") == account, "the mesh's owner", output)
	r.is(text(output, "Metadata", "Arn") != "" && text(output, "Metadata", "Uid") != "", "an id", output)
	r.is(text(output, "Status", "Status") == "ACTIVE", "active", output)
	metadata := output.Elem().FieldByName("Metadata").Interface().(*appmesh.ResourceMetadata)
	r.is(aws.Int64Value(metadata.Version) == version, version, output)
	r.is(!metadata.CreatedAt.After(*metadata.LastUpdatedAt), "times", output)
}

func text(output reflect.Value, names ...string) string {
	for _, name := range names {
		output = output.Elem().FieldByName(name)
	}
	value, _ := output.Interface().(*string)
	return aws.StringValue(value)
}

// normalize removes what makes no difference to the controller: empty lists, and the port of a health
// check, which the service fills in.
func normalize(value reflect.Value) {
	switch value.Kind() {
	case reflect.Ptr:
		if !value.IsNil() {
			normalize(value.Elem())
		}
	case reflect.Struct:
		if value.FieldByName("HealthyThreshold").IsValid() {
			port := value.FieldByName("Port")
			port.Set(reflect.Zero(port.Type()))
		}
		for at := 0; at < value.NumField(); at++ {
			normalize(value.Field(at))
		}
	case reflect.Slice:
		if value.Len() == 0 && value.CanSet() {
			value.Set(reflect.Zero(value.Type()))
		}
		for at := 0; at < value.Len(); at++ {
			normalize(value.Index(at))
		}
	}
}

// refused checks an error in the way the controller reads it.
func (r resource) refused(err error, code string, status int) {
	failure, ok := err.(awserr.RequestFailure)
	r.is(ok && failure.Code() == code && failure.StatusCode() == status, code, err)
	r.is(ok && failure.RequestID() != "" && failure.Message() != "", "a message and an id", err)
}

// is exits with a message unless `ok`.
func (r resource) is(ok bool, wanted, found interface{}) {
	if !ok {
		fmt.Fprintf(os.Stderr, "%s %s\nwanted: %v\nfound: %v\n", r.Kind, r.Input, wanted, found)
		os.Exit(1)
	}
}
