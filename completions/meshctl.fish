# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_meshctl_global_optspecs
    string join \n endpoint-url= region= profile= context= data= no-sign-request no-verify-ssl ca-bundle= debug output= no-paginate query= color= cli-read-timeout= cli-connect-timeout= cli-binary-format= no-cli-pager cli-auto-prompt no-cli-auto-prompt cli-error-format= h/help V/version
end

function __fish_meshctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_meshctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_meshctl_using_subcommand
    set -l cmd (__fish_meshctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c meshctl -n "__fish_meshctl_needs_command" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_needs_command" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_needs_command" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_needs_command" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_needs_command" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_needs_command" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_needs_command" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_needs_command" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_needs_command" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_needs_command" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_needs_command" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_needs_command" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_needs_command" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_needs_command" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_needs_command" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_needs_command" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_needs_command" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_needs_command" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_needs_command" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_needs_command" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_needs_command" -s h -l help -d 'Print help'
complete -c meshctl -n "__fish_meshctl_needs_command" -s V -l version -d 'Print version'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "apply" -d 'Create or update resources from files'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "auth" -d 'Manage the accounts, keys and policies of `meshctl serve --auth FILE`'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "backup" -d 'Write all resources and their history to a file'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "canary" -d 'Send a share of a service\'s traffic to another virtual node'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "cleanup" -d 'Delete a mesh and everything in it'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "context" -d 'Manage saved control planes and choose the default one'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "demo" -d 'Run the App Mesh tutorial locally, with real Envoys'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "envoy" -d 'Run Envoy for a virtual node or virtual gateway'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "history" -d 'Show the changes of resources, newest first'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "iam" -d 'Check, print and grant permissions for App Mesh'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "proxy" -d 'Look at the connected proxies'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "restore" -d 'Restore a server or the local store from a backup'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "rollback" -d 'Restore a resource to an earlier version'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "serve" -d 'Run the App Mesh API and the Envoy control plane (xDS)'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "aws-shim" -d 'Print an `aws` wrapper script that sends `aws appmesh` to meshctl'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "completion" -d 'Print a shell completion script'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "man" -d 'Print a manual page, or write all of them to a directory'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "create-gateway-route" -d 'Create a gateway route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "create-mesh" -d 'Create a mesh'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "create-route" -d 'Create a route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "create-virtual-gateway" -d 'Create a virtual gateway'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "create-virtual-node" -d 'Create a virtual node'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "create-virtual-router" -d 'Create a virtual router'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "create-virtual-service" -d 'Create a virtual service'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "delete-gateway-route" -d 'Delete a gateway route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "delete-mesh" -d 'Delete a mesh'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "delete-route" -d 'Delete a route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "delete-virtual-gateway" -d 'Delete a virtual gateway'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "delete-virtual-node" -d 'Delete a virtual node'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "delete-virtual-router" -d 'Delete a virtual router'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "delete-virtual-service" -d 'Delete a virtual service'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "describe-gateway-route" -d 'Describe a gateway route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "describe-mesh" -d 'Describe a mesh'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "describe-route" -d 'Describe a route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "describe-virtual-gateway" -d 'Describe a virtual gateway'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "describe-virtual-node" -d 'Describe a virtual node'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "describe-virtual-router" -d 'Describe a virtual router'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "describe-virtual-service" -d 'Describe a virtual service'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-gateway-routes" -d 'List gateway routes'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-meshes" -d 'List meshes'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-routes" -d 'List routes'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-tags-for-resource" -d 'List the tags of a resource'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-virtual-gateways" -d 'List virtual gateways'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-virtual-nodes" -d 'List virtual nodes'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-virtual-routers" -d 'List virtual routers'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "list-virtual-services" -d 'List virtual services'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "tag-resource" -d 'Add or overwrite tags of a resource'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "untag-resource" -d 'Remove tags of a resource'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "update-gateway-route" -d 'Replace the spec of a gateway route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "update-mesh" -d 'Replace the spec of a mesh'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "update-route" -d 'Replace the spec of a route'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "update-virtual-gateway" -d 'Replace the spec of a virtual gateway'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "update-virtual-node" -d 'Replace the spec of a virtual node'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "update-virtual-router" -d 'Replace the spec of a virtual router'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "update-virtual-service" -d 'Replace the spec of a virtual service'
complete -c meshctl -n "__fish_meshctl_needs_command" -f -a "help" -d 'Show help for a command, or an overview'
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -s f -l filename -d 'File or directory to read, or `-` for standard input; repeatable, later files override earlier ones' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l mesh -d 'Mesh of resources that do not name one [default: the only mesh in the files]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -s n -l namespace -d 'Namespace of custom resources that do not name one [default: default]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l dry-run -d 'Show what would change without changing anything'
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -f -a "add-key" -d 'Create an access key; its secret is shown only once'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -f -a "list" -d 'List users, roles and access keys, without secrets'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and not __fish_seen_subcommand_from add-key list revoke" -f -a "revoke" -d 'Revoke an access key'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l user -d 'User of the key; created if it does not exist' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l role -d 'Role of the key, which is a session of it; created if it does not exist' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l session -d 'Session name, with --role' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l account -d 'AWS account ID, 12 digits [default: the only one in the file, or 000000000000]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l policy -d 'Policy to attach: AWSAppMeshFullAccess, AWSAppMeshReadOnly, AWSAppMeshEnvoyAccess, AdministratorAccess, or a JSON file with a policy document; repeatable' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l expires-in -d 'Time after which the key expires, such as 12h [default: never]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l file -d 'Accounts file [default: auth.json in the data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l root -d 'Create the key for the root user of the account, which no policy restricts'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from add-key" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l file -d 'Accounts file [default: auth.json in the data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l file -d 'Accounts file [default: auth.json in the data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand auth; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l service -d 'Virtual service: its full name or the part before the first dot' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l to -d 'Virtual node to send traffic to: its full name or a version (v2 of jazz is jazz-v2)' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l weight -d 'Share of the traffic for the node, in percent, 0 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l mesh -l mesh-name -d 'Mesh of the service; required if there are several' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l timeout -d 'How long to wait for proxies to acknowledge, such as 30s or 2m; 0s does not wait' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l dry-run -d 'Show what would change without changing anything'
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand canary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l mesh -l mesh-name -d 'Mesh to delete' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l dry-run -d 'Show what would be deleted, in order, without deleting anything'
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -s y -l yes -d 'Delete without confirmation'
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand cleanup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -f -a "list" -d 'List contexts; the current one is marked with `*`'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -f -a "use" -d 'Set the current context'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -f -a "set" -d 'Add a context, or change its address'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and not __fish_seen_subcommand_from list use set delete" -f -a "delete" -d 'Delete a context'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand context; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l stage -d 'Stop after this stage, 1 to 4' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l envoy -d 'Envoy binary to run [default: the first `envoy` on PATH]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l keep -d 'Keep everything running until Ctrl-C and print commands to try'
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -f -a "bootstrap" -d 'Print the bootstrap configuration of an Envoy'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and not __fish_seen_subcommand_from bootstrap run" -f -a "run" -d 'Replace this process with an Envoy for a virtual node'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l mesh -l mesh-name -d 'Mesh of the virtual node or virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l virtual-node -l virtual-node-name -d 'Virtual node that the Envoy is a sidecar of' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l virtual-gateway -l virtual-gateway-name -d 'Virtual gateway that the Envoy serves; not supported by `meshctl serve` yet' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l xds -d 'Management server; by default the xDS address of the local `meshctl serve`' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l admin -d 'Address of Envoy\'s admin interface; port 0 selects a free port' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l egress -d 'Address on which Envoy accepts connections of the application, for use without iptables' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l ingress -d 'Address on which Envoy accepts connections of others, for use without iptables' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l application -d 'Address of the application; by default the port of its listener on the loopback interface' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l sds-socket -d 'Socket of an SDS server, such as the SPIRE agent, for certificates that the mesh names by secret' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l sign-for -d 'Sign requests to the management server for this region, with the AWS credentials in the environment of Envoy; by default as the local `meshctl serve` requires' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l trust -d 'CA certificates (PEM) to verify the certificate of the management server; by default those of the local `meshctl serve`' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l delta -d 'Use incremental (delta) xDS instead of state of the world'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from bootstrap" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l mesh -l mesh-name -d 'Mesh of the virtual node or virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l virtual-node -l virtual-node-name -d 'Virtual node that the Envoy is a sidecar of' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l virtual-gateway -l virtual-gateway-name -d 'Virtual gateway that the Envoy serves; not supported by `meshctl serve` yet' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l xds -d 'Management server; by default the xDS address of the local `meshctl serve`' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l admin -d 'Address of Envoy\'s admin interface; port 0 selects a free port' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l egress -d 'Address on which Envoy accepts connections of the application, for use without iptables' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l ingress -d 'Address on which Envoy accepts connections of others, for use without iptables' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l application -d 'Address of the application; by default the port of its listener on the loopback interface' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l sds-socket -d 'Socket of an SDS server, such as the SPIRE agent, for certificates that the mesh names by secret' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l sign-for -d 'Sign requests to the management server for this region, with the AWS credentials in the environment of Envoy; by default as the local `meshctl serve` requires' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l trust -d 'CA certificates (PEM) to verify the certificate of the management server; by default those of the local `meshctl serve`' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l envoy -d 'Path to the Envoy binary; by default the first `envoy` on PATH' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l delta -d 'Use incremental (delta) xDS instead of state of the world'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand envoy; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l mesh -l mesh-name -d 'Show only changes in this mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l since -d 'Show only changes since this time: an age such as `30m` or `2h`, or `2026-09-30T12:00:00Z`' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l until -d 'Show only changes until this time; same format as --since' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l limit -d 'Maximum number of changes to show, 1 to 1000' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -f -a "check" -d 'Check which App Mesh actions the caller is allowed to use, and show the evidence'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -f -a "policy" -d 'Print the least-privilege policy document for a purpose'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and not __fish_seen_subcommand_from check policy grant" -f -a "grant" -d 'Attach the policy for a purpose to a role, read it back and check the role'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l for -d 'Actions to check, by purpose' -r -f -a "all\t'All App Mesh operations'
readonly\t'List and describe operations'
canary\t'Operations that `meshctl canary` uses: reads, and updates of routes'
cleanup\t'Operations that `meshctl cleanup` uses: reads and deletes'
envoy\t'The configuration stream of an Envoy'"
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l resource -d 'Mesh or resource to check; may contain the wildcards `*` and `?` [default: every mesh of the account in the region]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l probe -d 'Also call App Mesh with requests that change nothing: lists, and describes, updates and deletes of names that do not exist. The calls appear in audit logs. Off by default'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l for -d 'Actions to allow, by purpose' -r -f -a "all\t'All App Mesh operations'
readonly\t'List and describe operations'
canary\t'Operations that `meshctl canary` uses: reads, and updates of routes'
cleanup\t'Operations that `meshctl cleanup` uses: reads and deletes'
envoy\t'The configuration stream of an Envoy'"
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l resource -d 'Mesh or resource to allow the actions on; may contain the wildcards `*` and `?` [default: every resource]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from policy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l role -d 'Role to attach the policy to; required unless `--instance-profile-match` is given' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l instance-profile-match -d 'Attach the policy to the role of the instance profile whose name contains this string' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l policy-name -d 'Name of the inline policy; an existing one is replaced' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l for -d 'Actions to allow, by purpose' -r -f -a "all\t'All App Mesh operations'
readonly\t'List and describe operations'
canary\t'Operations that `meshctl canary` uses: reads, and updates of routes'
cleanup\t'Operations that `meshctl cleanup` uses: reads and deletes'
envoy\t'The configuration stream of an Envoy'"
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l resource -d 'Mesh or resource to allow the actions on; may contain the wildcards `*` and `?` [default: every resource]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l dry-run -d 'Show what would change without changing anything. Off by default'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand iam; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and not __fish_seen_subcommand_from status" -f -a "status" -d 'Show every connected proxy and whether it has its newest configuration'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l mesh -l mesh-name -d 'Show the proxies of this mesh only' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l virtual-node -l virtual-node-name -d 'Show the proxies of this virtual node only' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l virtual-gateway -l virtual-gateway-name -d 'Show the proxies of this virtual gateway only' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand proxy; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l replace -l yes -d 'Replace everything in the store, including its history'
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l dry-run -d 'Validate the file and show what is in it without changing anything'
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l to-version -d 'Version to restore, as `meshctl history` shows it; if the name was reused, of the newest resource that had this version' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l dry-run -d 'Show what would change without changing anything'
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l resolve -d 'Use ADDRESS:PORT as the endpoint of HOST instead of a DNS lookup; repeatable' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l listen -d 'Address of the API; port 0 picks a free port' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l xds-listen -d 'Address of the xDS server for Envoy' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l admin-listen -d 'Address of the admin endpoints: /healthz, /readyz and /metrics' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l ready-file -d 'File to write the addresses to, as JSON, once the server accepts connections' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l auth -d '`none`, or a file of accounts, access keys and policies; reloaded when it changes (see `meshctl auth`)' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l account-id -d 'AWS account ID of this server (12 digits); owns all resources unless `--auth` is set' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l history -d 'Number of changes to keep in the history of each resource, or `all`' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l tls-cert -d 'Server certificate chain (PEM); reloaded when the file changes' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l tls-key -d 'Private key of the server certificate (PEM); reloaded when the file changes' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l tls-san -d 'Host name or IP address to add to the issued certificate, besides localhost and the listen addresses; repeatable' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l max-connections -d 'Maximum concurrent API connections; further connections wait' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l max-proxies -d 'Maximum concurrent Envoy connections; further connections wait' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l max-connections-per-client -d 'Maximum concurrent connections per IPv4 address or IPv6 /64 network; further connections are closed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l idle-timeout -d 'Close connections that are idle for this long (waiting for request headers, or for the client to read)' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l request-timeout -d 'Maximum time to receive and answer a request' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l rate-limit -d 'Requests per second per caller: `aws` (40 reads and 8 writes, burst 5), or READS,WRITES[,BURST] [default: unlimited]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l quotas -d 'Resource and proxy quotas: `aws` for the defaults of AWS, or a JSON file such as {"virtualNodesPerMesh": 500} [default: unlimited]' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l log-format -d 'Log format on stderr; `json` also logs each API request' -r -f -a "text\t'Human-readable'
json\t'One JSON object per line'"
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l drain-timeout -d 'How long to wait for in-flight requests on shutdown; a second signal exits immediately' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l insecure -d 'Allow non-loopback addresses without authentication or TLS'
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l in-memory -d 'Keep all state in memory; it is lost when the server exits'
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l tls-self-signed -d 'Issue a certificate from a local CA; the CA certificate is written to `tls/ca.pem` in the data directory'
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand aws-shim" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l out -d 'Directory to write all pages to; created if it does not exist' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l output -d 'Output format: a table for people or JSON for programs' -r -f -a "table\t'For people'
json\t'For programs'"
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l gateway-route-name -d 'Name of the gateway route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l tags -d 'Tags of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-gateway-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l tags -d 'Tags of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-mesh" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l route-name -d 'Name of the route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l tags -d 'Tags of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l tags -d 'Tags of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-gateway" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l tags -d 'Tags of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l virtual-node-name -d 'Name of the virtual node' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-node" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l tags -d 'Tags of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-router" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l tags -d 'Tags of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l virtual-service-name -d 'Name of the virtual service' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand create-virtual-service" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l gateway-route-name -d 'Name of the gateway route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-gateway-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-mesh" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l route-name -d 'Name of the route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-gateway" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l virtual-node-name -d 'Name of the virtual node' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-node" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-router" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l virtual-service-name -d 'Name of the virtual service' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand delete-virtual-service" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l gateway-route-name -d 'Name of the gateway route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-gateway-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-mesh" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l route-name -d 'Name of the route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-gateway" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l virtual-node-name -d 'Name of the virtual node' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-node" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-router" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l virtual-service-name -d 'Name of the virtual service' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand describe-virtual-service" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-gateway-routes" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-meshes" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-routes" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l resource-arn -d 'ARN of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-tags-for-resource" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-gateways" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-nodes" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-routers" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l max-items -d 'Maximum number of items to print; if there are more, a token is printed' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l page-size -d 'Number of items per request, 1 to 100' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l starting-token -d 'Token printed by an earlier command, to continue from there' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand list-virtual-services" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l resource-arn -d 'ARN of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l tags -d 'Tags to add or overwrite' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand tag-resource" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l resource-arn -d 'ARN of the resource' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l tag-keys -d 'Keys of the tags to remove' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand untag-resource" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l gateway-route-name -d 'Name of the gateway route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-gateway-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-mesh" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l route-name -d 'Name of the route' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-route" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l virtual-gateway-name -d 'Name of the virtual gateway' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-gateway" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l virtual-node-name -d 'Name of the virtual node' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-node" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l virtual-router-name -d 'Name of the virtual router' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-router" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l client-token -d 'Idempotency token; a random UUID by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l mesh-name -d 'Name of the mesh' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l mesh-owner -d 'Account ID of the mesh owner, if the mesh is shared with your account' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l spec -d 'Spec of the resource' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l virtual-service-name -d 'Name of the virtual service' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l cli-input-json -d 'Input as JSON, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l cli-input-yaml -d 'Input as YAML, or `file://PATH`; other flags take precedence' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l generate-cli-skeleton -d 'Print a template of the input (`input`, `yaml-input`) or a sample response (`output`) without sending a request' -r -f -a "input\t''
output\t''
yaml-input\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l query -d 'JMESPath expression that selects what to print' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l region -d 'AWS region, used in signatures and endpoints' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l color -d 'When to use color in tables' -r -f -a "on\t''
off\t''
auto\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l cli-read-timeout -d 'Read timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l cli-connect-timeout -d 'Connect timeout; 0 for none, 60 by default' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l cli-binary-format -d 'Accepted and ignored: App Mesh has no binary values' -r -f -a "base64\t''
raw-in-base64-out\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l cli-error-format -d 'Format of errors' -r -f -a "legacy\t''
json\t''
yaml\t''
text\t''
table\t''
enhanced\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l data -d 'Data directory of the local store' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l no-paginate -d 'Request only the first page'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l no-sign-request -d 'Do not sign requests; credentials are not needed'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l no-cli-pager -d 'Do not use a pager'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l cli-auto-prompt -d 'Not supported'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l no-cli-auto-prompt -d 'Accepted and ignored'
complete -c meshctl -n "__fish_meshctl_using_subcommand update-virtual-service" -l version -d 'Print the version'
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l endpoint-url -d 'URL of the App Mesh API' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l region -d 'AWS region, used in signatures and ARNs' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l profile -d 'Profile of the AWS configuration' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l context -d 'Control plane to use: `local`, `aws` or a saved context' -r
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l data -d 'Data directory of the local store [default: meshctl in the XDG data directory]' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l ca-bundle -d 'CA certificates to trust (PEM)' -r -F
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l output -d 'Output format' -r -f -a "json\t''
text\t''
table\t''
yaml\t''
yaml-stream\t''
off\t''"
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l no-sign-request -d 'Do not sign requests'
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l no-verify-ssl -d 'Do not verify TLS certificates'
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -l debug -d 'Write debug logs to stderr'
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -s h -l help -d 'Print help'
complete -c meshctl -n "__fish_meshctl_using_subcommand completion" -f -a "bash elvish fish powershell zsh"
complete -c meshctl -n "__fish_meshctl_using_subcommand man" -f -a "create-gateway-route create-mesh create-route create-virtual-gateway create-virtual-node create-virtual-router create-virtual-service delete-gateway-route delete-mesh delete-route delete-virtual-gateway delete-virtual-node delete-virtual-router delete-virtual-service describe-gateway-route describe-mesh describe-route describe-virtual-gateway describe-virtual-node describe-virtual-router describe-virtual-service list-gateway-routes list-meshes list-routes list-tags-for-resource list-virtual-gateways list-virtual-nodes list-virtual-routers list-virtual-services tag-resource untag-resource update-gateway-route update-mesh update-route update-virtual-gateway update-virtual-node update-virtual-router update-virtual-service apply canary history rollback cleanup iam proxy demo serve auth backup restore envoy context completion man aws-shim options"
complete -c meshctl -n "__fish_meshctl_using_subcommand help" -f -a "create-gateway-route create-mesh create-route create-virtual-gateway create-virtual-node create-virtual-router create-virtual-service delete-gateway-route delete-mesh delete-route delete-virtual-gateway delete-virtual-node delete-virtual-router delete-virtual-service describe-gateway-route describe-mesh describe-route describe-virtual-gateway describe-virtual-node describe-virtual-router describe-virtual-service list-gateway-routes list-meshes list-routes list-tags-for-resource list-virtual-gateways list-virtual-nodes list-virtual-routers list-virtual-services tag-resource untag-resource update-gateway-route update-mesh update-route update-virtual-gateway update-virtual-node update-virtual-router update-virtual-service apply canary history rollback cleanup iam proxy demo serve auth backup restore envoy context completion man aws-shim options"
