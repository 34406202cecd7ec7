//! Time from a commit to the last acknowledgement of many proxies, and CPU and memory of each.
//!
//! Starts `target/release/meshctl serve`, connects many proxies, each over its own connection
//! with delta ADS like Envoy, and changes the weights of a route that all of them use. The proxies
//! acknowledge at once, so the result is the time of the server and the network. Run by `make bench`;
//! an argument sets the number of proxies.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use envoy_types::pb::envoy::config::core::v3::Node;
use envoy_types::pb::envoy::service::discovery::v3::DeltaDiscoveryRequest;
use envoy_types::pb::envoy::service::discovery::v3::aggregated_discovery_service_client::AggregatedDiscoveryServiceClient;
use meshctl::client::{Api, Settings};
use meshctl::model::extension::ProxyQuery;
use meshctl::model::{Key, Kind};
use meshctl::store::data_directory::ServerAddresses;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::wrappers::ReceiverStream;

const MESH: &str = "bench";
const CLUSTERS: &str = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
const LISTENERS: &str = "type.googleapis.com/envoy.config.listener.v3.Listener";
const ROUTES: &str = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";
const TABLES: [&str; 2] = ["rds_egress_http_9080", "rds_ingress_http_9080"];

/// Measured commits of each kind.
const ROUNDS: usize = 20;

fn main() -> anyhow::Result<()> {
    let given = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(given.unwrap_or(200)))
}

async fn measure(count: usize) -> anyhow::Result<()> {
    let home = tempfile::tempdir()?;
    let server = Server::start(home.path())?;
    let mut settings = Settings::default();
    settings.endpoint_url = Some(server.ready.api.clone());
    settings.region = Some("us-west-2".to_owned());
    settings.unsigned = true;
    let api = Api::connect(&settings, meshctl::serve::in_process)?;
    fill(&api, count).await?;
    let before = server.memory_mib()?;

    let (acks, mut accepted) = mpsc::channel(count);
    let mut proxies = JoinSet::new();
    let (started, cpu) = (Instant::now(), server.cpu()?);
    for number in 0..count {
        let url = format!("http://{}", server.ready.xds);
        proxies.spawn(proxy(
            url,
            format!("mesh/{MESH}/virtualNode/{}", node(number)),
            acks.clone(),
        ));
    }
    let last = all(&mut accepted, &mut proxies, count).await?;
    let connected = last - started;
    let connecting = server.cpu()? - cpu;
    let each_kib = (server.memory_mib()? - before) * 1024.0 / count as f64;

    let (mut times, cpu) = (Vec::new(), server.cpu()?);
    for round in 0..ROUNDS {
        api.update(&route(), &weights(round as u64 + 1)).await?;
        let committed = Instant::now();
        times.push(
            all(&mut accepted, &mut proxies, count).await?.saturating_duration_since(committed),
        );
    }
    let seen_by_all = (server.cpu()? - cpu) / (ROUNDS * count) as u32;

    let cpu = server.cpu()?;
    for round in 0..ROUNDS {
        // No other proxy calls this node, so only its own proxy gets an update.
        let response =
            api.update(&key(Kind::VirtualNode, &node(0)), &spec(&format!("again-{round}"))).await?;
        let revision = response.revision.context("the server is not meshctl")?;
        settled(&api, |proxy| proxy.acknowledged >= revision).await?;
    }
    let seen_by_none = (server.cpu()? - cpu) / (ROUNDS * count) as u32;

    times.sort_unstable();
    print(&[
        (&format!("{count} proxies, delta ADS"), String::new()),
        ("all connected and configured", format!("{:.0} ms", ms(connected))),
        ("  server CPU for each", format!("{:.2} ms", ms(connecting) / count as f64)),
        ("  server memory for each", format!("{each_kib:.0} KiB")),
        ("commit to last acknowledgement, median", format!("{:.1} ms", ms(times[ROUNDS / 2]))),
        ("  longest", format!("{:.1} ms", ms(times[ROUNDS - 1]))),
        ("  server CPU for each proxy and commit", format!("{:.0} µs", ms(seen_by_all) * 1e3)),
        ("  where it changes nothing for it", format!("{:.0} µs", ms(seen_by_none) * 1e3)),
        ("server memory, peak", format!("{:.1} MiB", server.peak_mib()?)),
    ])
}

fn print(rows: &[(&str, String)]) -> anyhow::Result<()> {
    let lines = rows.iter().map(|(what, figure)| format!("{what:44}{figure:>12}\n"));
    std::io::stdout().write_all(lines.collect::<String>().as_bytes())?;
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn key(kind: Kind, name: &str) -> Key {
    Key::member(kind, MESH, name)
}

fn route() -> Key {
    Key::child(Kind::Route, MESH, "jazz", "all")
}

fn node(number: usize) -> String {
    format!("node-{number}")
}

fn spec(host: &str) -> Value {
    json!({
        "listeners": [{"portMapping": {"port": 9080, "protocol": "http"}}],
        "serviceDiscovery": {"dns": {"hostname": format!("{host}.prod")}},
        "backends": [{"virtualService": {"virtualServiceName": "jazz.prod"}}],
    })
}

fn weights(second: u64) -> Value {
    let target = |name: String, weight: u64| json!({"virtualNode": name, "weight": weight});
    let targets =
        [target("jazz-v1".to_owned(), 100 - second), target("jazz-v2".to_owned(), second)];
    json!({"httpRoute": {"match": {"prefix": "/"}, "action": {"weightedTargets": targets}}})
}

/// Creates a mesh whose nodes all call one service.
async fn fill(api: &Api, count: usize) -> anyhow::Result<()> {
    let router = json!({"listeners": [{"portMapping": {"port": 9080, "protocol": "http"}}]});
    let service = json!({"provider": {"virtualRouter": {"virtualRouterName": "jazz"}}});
    api.create(&Key::mesh(MESH), &json!({}), None).await?;
    for name in ["jazz-v1", "jazz-v2"] {
        api.create(&key(Kind::VirtualNode, name), &spec(name), None).await?;
    }
    api.create(&key(Kind::VirtualRouter, "jazz"), &router, None).await?;
    api.create(&route(), &weights(0), None).await?;
    api.create(&key(Kind::VirtualService, "jazz.prod"), &service, None).await?;
    for number in 0..count {
        api.create(&key(Kind::VirtualNode, &node(number)), &spec(&node(number)), None).await?;
    }
    Ok(())
}

/// Runs one proxy: subscribes to everything, acknowledges all of it, and reports when it has acknowledged
/// routes.
async fn proxy(url: String, id: String, acks: mpsc::Sender<Instant>) -> anyhow::Result<()> {
    let mut client = AggregatedDiscoveryServiceClient::connect(url).await?;
    let (out, requests) = mpsc::channel(8);
    let ask = |kind: &str, names: &[&str]| DeltaDiscoveryRequest {
        node: Some(Node { id: id.clone(), ..Default::default() }),
        type_url: kind.to_owned(),
        resource_names_subscribe: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Default::default()
    };
    out.send(ask(CLUSTERS, &[])).await?;
    let requests = ReceiverStream::new(requests);
    let mut responses = client.delta_aggregated_resources(requests).await?.into_inner();
    let mut next = [(LISTENERS, &[][..]), (ROUTES, &TABLES[..])].into_iter();
    while let Some(response) = responses.message().await? {
        out.send(DeltaDiscoveryRequest {
            type_url: response.type_url.clone(),
            response_nonce: response.nonce,
            ..Default::default()
        })
        .await?;
        if let Some((kind, names)) = next.next() {
            out.send(ask(kind, names)).await?;
        }
        if response.type_url == ROUTES {
            acks.send(Instant::now()).await?;
        }
    }
    Ok(())
}

/// Waits until `count` proxies have acknowledged, and returns the time of the last one.
async fn all(
    accepted: &mut mpsc::Receiver<Instant>,
    proxies: &mut JoinSet<anyhow::Result<()>>,
    count: usize,
) -> anyhow::Result<Instant> {
    let mut last = Instant::now();
    for _ in 0..count {
        last = tokio::select! {
            at = accepted.recv() => at.context("all proxies have ended")?,
            Some(ended) = proxies.join_next() => {
                ended??;
                anyhow::bail!("a stream ended");
            }
        };
    }
    Ok(last)
}

/// Waits until the server reports all proxies as `wanted`.
async fn settled(
    api: &Api,
    wanted: impl Fn(&meshctl::model::extension::Proxy) -> bool,
) -> anyhow::Result<()> {
    loop {
        let proxies =
            api.proxies(&ProxyQuery::default()).await?.context("the server is not meshctl")?;
        if proxies.iter().all(&wanted) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The server that is measured.
struct Server {
    child: Child,
    ready: ServerAddresses,
}

impl Server {
    fn start(home: &Path) -> anyhow::Result<Self> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/release/meshctl");
        let file = home.join("ready.json");
        let mut command = Command::new(program);
        command.args(["serve", "--listen=127.0.0.1:0", "--xds-listen=127.0.0.1:0"]);
        command.args(["--admin-listen=127.0.0.1:0", "--max-connections-per-client=20000"]);
        command.arg("--data").arg(home).arg("--ready-file").arg(&file);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn()?;
        while !file.exists() {
            ensure!(child.try_wait()?.is_none(), "the server ended");
            std::thread::sleep(Duration::from_millis(1));
        }
        let ready = serde_json::from_slice(&std::fs::read(&file)?)?;
        Ok(Self { child, ready })
    }

    fn about(&self, file: &str) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(PathBuf::from(format!("/proc/{}/{file}", self.child.id())))?)
    }

    /// Returns the user and system time used so far, in steps of 10 ms.
    fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = self.about("stat")?;
        let (_, fields) = stat.rsplit_once(')').context("no process")?;
        let ticks: u64 = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|text| text.parse::<u64>().ok())
            .sum();
        Ok(Duration::from_millis(ticks * 10))
    }

    fn memory_mib(&self) -> anyhow::Result<f64> {
        self.status("VmRSS:")
    }

    fn peak_mib(&self) -> anyhow::Result<f64> {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> anyhow::Result<f64> {
        let status = self.about("status")?;
        let line = status.lines().find(|line| line.starts_with(name)).context("no such line")?;
        let kib: f64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
