//! Resources as the API returns them.

use serde_json::{Map, Value, json};

use super::error::ApiError;
use crate::mesh::defaults;
use crate::model::arn::AccountId;
use crate::model::{Arn, Key, Kind};
use crate::store::{Resource, ResourceMeta};

/// The account and region of a server.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The account that owns the meshes.
    pub account: AccountId,
    /// The region in the ARNs.
    pub region: String,
}

impl Identity {
    /// Returns the ARN of `key`, owned by `owner` in a mesh of this account.
    #[must_use]
    pub fn arn(&self, key: &Key, owner: &AccountId) -> String {
        Arn::new(&self.region, owner, key.clone()).in_mesh_of(&self.account).to_string()
    }

    /// Rejects `arn`, written as `text`, if it is of another region.
    pub(super) fn check_region(&self, arn: &Arn, text: &str) -> Result<(), ApiError> {
        if arn.region == self.region {
            return Ok(());
        }
        let text = format!("{text} is an ARN of another region than {}", self.region);
        Err(ApiError::bad_request(text))
    }
}

impl Resource {
    /// The body of create and update responses: the spec as sent
    /// (`docs/behaviour/api.md#create-and-update`).
    #[must_use]
    pub fn echo(&self, identity: &Identity) -> Value {
        self.meta().body(identity, self.spec.clone(), "ACTIVE")
    }

    /// The body of describe responses: includes the members that the service adds
    /// (`docs/behaviour/api.md#added-members`).
    #[must_use]
    pub fn described(self, identity: &Identity) -> Value {
        self.meta().body(identity, self.filled(), "ACTIVE")
    }

    /// The body of delete responses (`docs/behaviour/api.md#delete-responses`); the version of a
    /// mesh does not increase.
    #[must_use]
    pub fn deleted(self, identity: &Identity, now_ms: i64) -> Value {
        let mut last = self.meta();
        last.updated_ms = now_ms.max(last.updated_ms);
        if last.key.kind != Kind::Mesh {
            last.version += 1;
        }
        last.body(identity, self.filled(), "DELETED")
    }

    /// Returns the account that owns the resource.
    #[must_use]
    pub fn owner<'a>(&'a self, identity: &'a Identity) -> &'a AccountId {
        self.owner.as_ref().unwrap_or(&identity.account)
    }

    fn filled(self) -> Value {
        let mut spec = self.spec;
        defaults::fill(self.key.kind, &mut spec);
        spec
    }
}

impl ResourceMeta {
    /// The resource as an item of a list response (`docs/behaviour/api.md#resource-bodies`).
    #[must_use]
    pub fn item(&self, identity: &Identity) -> Value {
        let mut item = self.key.members();
        for (name, value) in self.metadata(identity) {
            if name != "uid" {
                item.insert(name, value);
            }
        }
        Value::Object(item)
    }

    fn body(&self, identity: &Identity, spec: Value, status: &str) -> Value {
        let mut body = self.key.members();
        body.insert("metadata".to_owned(), Value::Object(self.metadata(identity)));
        body.insert("spec".to_owned(), spec);
        body.insert("status".to_owned(), json!({ "status": status }));
        Value::Object(body)
    }

    fn metadata(&self, identity: &Identity) -> Map<String, Value> {
        let owner = self.owner.as_ref().unwrap_or(&identity.account);
        let metadata = json!({
            "arn": identity.arn(&self.key, owner),
            "createdAt": seconds(self.created_ms),
            "lastUpdatedAt": seconds(self.updated_ms),
            "meshOwner": identity.account,
            "resourceOwner": owner,
            "uid": self.uid,
            "version": self.version,
        });
        let Value::Object(metadata) = metadata else { unreachable!("the literal is an object") };
        metadata
    }
}

/// Returns epoch seconds with up to three decimals; an integer if there are none.
fn seconds(millis: i64) -> Value {
    if millis % 1000 == 0 {
        return (millis / 1000).into();
    }
    #[allow(clippy::cast_precision_loss, reason = "exact up to the year 287396")]
    let seconds = millis as f64 / 1000.0;
    seconds.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(spec: Value) -> Resource {
        Resource {
            key: Key::member(Kind::VirtualNode, "m", "n"),
            owner: None,
            uid: "u".to_owned(),
            version: 1,
            created_ms: 1_563_809_909_282,
            updated_ms: 1_563_809_910_000,
            spec,
            tags: Vec::new(),
        }
    }

    #[test]
    fn timestamps_are_seconds_with_millisecond_decimals() {
        let identity = Identity { account: AccountId::local(), region: "us-west-2".to_owned() };
        let metadata = &node(json!({})).echo(&identity)["metadata"];
        assert_eq!(metadata["createdAt"].to_string(), "1563809909.282");
        assert_eq!(metadata["lastUpdatedAt"].to_string(), "1563809910");
    }

    #[test]
    fn describe_and_delete_add_defaults_to_the_spec() {
        let identity = Identity { account: AccountId::local(), region: "us-west-2".to_owned() };
        let node = node(json!({"listeners": [
            {"portMapping": {"port": 80, "protocol": "http"}, "healthCheck": {"protocol": "http"}},
        ]}));
        assert_eq!(node.echo(&identity)["spec"], node.spec);
        let filled = json!({
            "listeners": [{
                "portMapping": {"port": 80, "protocol": "http"},
                "healthCheck": {"protocol": "http", "port": 80},
            }],
            "backends": [],
        });
        assert_eq!(node.clone().described(&identity)["spec"], filled);
        let deleted = node.deleted(&identity, 0);
        assert_eq!((&deleted["spec"], &deleted["metadata"]["version"]), (&filled, &json!(2)));
    }
}
