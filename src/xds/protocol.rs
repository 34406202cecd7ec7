//! The two variants of the xDS protocol: state of the world, and incremental (delta).

use std::collections::{BTreeMap, BTreeSet};

use envoy_types::pb::envoy::config::core::v3::Node;
use envoy_types::pb::envoy::service::discovery::v3::{
    DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, DiscoveryResponse, Resource,
};

use super::session::{Interest, Push, XdsRequest};
use super::snapshot::ResourceType;

/// A variant of the protocol: reads requests and writes responses. It may keep the subscriptions of
/// its stream.
pub(super) trait XdsProtocol: Default + Send + 'static {
    type Request: Send + Sync + 'static;
    type Response: Send + 'static;

    /// Returns the node of the request, if it contains one.
    fn node(request: &Self::Request) -> Option<&Node>;

    /// Reads a request; none if its type is not served.
    fn read(&mut self, request: Self::Request) -> Option<XdsRequest>;

    /// Writes a push.
    fn write(push: Push) -> Self::Response;
}

/// State of the world: each response holds all subscribed resources of its type.
#[derive(Debug, Default)]
pub(super) struct StateOfTheWorld;

impl XdsProtocol for StateOfTheWorld {
    type Request = DiscoveryRequest;
    type Response = DiscoveryResponse;

    fn node(request: &DiscoveryRequest) -> Option<&Node> {
        request.node.as_ref()
    }

    fn read(&mut self, request: DiscoveryRequest) -> Option<XdsRequest> {
        let kind = ResourceType::from_type_url(&request.type_url)?;
        let interest = match kind {
            ResourceType::Cluster | ResourceType::Listener => Interest::Wildcard,
            _ => Interest::Named(request.resource_names.into_iter().collect()),
        };
        Some(XdsRequest {
            kind,
            nonce: request.response_nonce,
            rejected: request.error_detail.map(|status| status.message),
            interest: Some(interest),
            subscribed: BTreeSet::new(),
            initial_versions: BTreeMap::new(),
        })
    }

    fn write(push: Push) -> DiscoveryResponse {
        DiscoveryResponse {
            version_info: push.version,
            resources: push.all.values().map(|resource| resource.any.clone()).collect(),
            type_url: push.kind.type_url(),
            nonce: push.nonce,
            ..Default::default()
        }
    }
}

/// Each response holds what changed. Requests add to and take from what the stream wants, so it
/// is remembered here.
#[derive(Debug, Default)]
pub(super) struct Incremental {
    named: BTreeMap<ResourceType, BTreeSet<String>>,
}

impl XdsProtocol for Incremental {
    type Request = DeltaDiscoveryRequest;
    type Response = DeltaDiscoveryResponse;

    fn node(request: &DeltaDiscoveryRequest) -> Option<&Node> {
        request.node.as_ref()
    }

    fn read(&mut self, request: DeltaDiscoveryRequest) -> Option<XdsRequest> {
        let kind = ResourceType::from_type_url(&request.type_url)?;
        let mut subscribed = BTreeSet::new();
        let interest = match kind {
            ResourceType::Cluster | ResourceType::Listener => Interest::Wildcard,
            _ => {
                let named = self.named.entry(kind).or_default();
                subscribed.extend(request.resource_names_subscribe);
                named.extend(subscribed.iter().cloned());
                for name in &request.resource_names_unsubscribe {
                    named.remove(name);
                }
                Interest::Named(named.clone())
            }
        };
        Some(XdsRequest {
            kind,
            nonce: request.response_nonce,
            rejected: request.error_detail.map(|status| status.message),
            interest: Some(interest),
            subscribed,
            initial_versions: request.initial_resource_versions.into_iter().collect(),
        })
    }

    fn write(push: Push) -> DeltaDiscoveryResponse {
        let changed = push.changed.into_iter().filter_map(|name| {
            let resource = push.all.get(&name)?;
            Some(Resource {
                name,
                version: resource.version.clone(),
                resource: Some(resource.any.clone()),
                ..Default::default()
            })
        });
        DeltaDiscoveryResponse {
            system_version_info: push.version.clone(),
            resources: changed.collect(),
            type_url: push.kind.type_url(),
            removed_resources: push.removed.into_iter().collect(),
            nonce: push.nonce,
            ..Default::default()
        }
    }
}
