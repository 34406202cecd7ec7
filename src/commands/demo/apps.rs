//! The five applications of the tutorial, as small HTTP servers that respond with their artists.

use std::net::SocketAddr;

use axum::Router;
use http::header::{CONTENT_TYPE, HeaderValue};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// An application of the tutorial.
#[derive(Debug)]
pub(super) struct App {
    /// Name of its deployment, and of its virtual node.
    pub(super) name: &'static str,
    /// Body of every response.
    pub(super) body: &'static str,
}

/// The applications of parts 3 and 6 of the tutorial; version 2 adds the cities.
pub(super) const APPS: [App; 5] = [
    App { name: "dj", body: r#"["jazz","metal"]"# },
    App { name: "jazz-v1", body: r#"["Astrud Gilberto","Miles Davis"]"# },
    App { name: "metal-v1", body: r#"["Megadeth","Judas Priest"]"# },
    App {
        name: "jazz-v2",
        body: r#"["Astrud Gilberto (Bahia, Brazil)","Miles Davis (Alton, Illinois)"]"#,
    },
    App {
        name: "metal-v2",
        body: r#"["Megadeth (Los Angeles, California)","Judas Priest (West Bromwich, England)"]"#,
    },
];

/// Starts an application in `tasks` and returns its address.
pub(super) async fn start(
    app: &'static App,
    tasks: &mut JoinSet<std::io::Result<()>>,
) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let answer = move || async move {
        ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], app.body)
    };
    tasks.spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    Ok(address)
}
