// RMQTT with its plugins for retained messages and shared subscriptions.
use rmqtt::{context::ServerContext, net::Builder, server::MqttServer, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::var("folder").unwrap();
    let port: u16 = std::env::var("port").unwrap().parse().unwrap();
    let server = ServerContext::new().plugins_config_dir(folder).build().await;
    rmqtt_retainer::register(&server, true, false).await?;
    rmqtt_shared_subscription::register(&server, true, false).await?;
    let listener = Builder::new()
        .name("tcp")
        .laddr(([127, 0, 0, 1], port).into())
        .nodelay(true)
        .max_packet_size(268_435_455)
        .max_inflight(100.try_into().unwrap())
        .max_mqueue_len(100_000)
        .max_topic_aliases(100);
    MqttServer::new(server).listener(listener.bind()?.tcp()?).build().run().await
}
