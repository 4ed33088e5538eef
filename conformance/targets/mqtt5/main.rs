// The broker of the crate mqtt5, for everybody or only for the user of $login.
use mqtt5::broker::auth::PasswordAuthProvider;
use mqtt5::broker::config::{BrokerConfig, StorageBackend};
use mqtt5::broker::MqttBroker;
use std::{env::var, sync::Arc};

#[tokio::main]
async fn main() {
    let level = tracing_subscriber::filter::LevelFilter::ERROR;
    tracing_subscriber::fmt().with_max_level(level).with_ansi(false).init();
    let mut config = BrokerConfig::default();
    config.bind_addresses = vec![format!("127.0.0.1:{}", var("port").unwrap()).parse().unwrap()];
    config.storage_config.backend = StorageBackend::Memory;
    config.auth_config.rate_limit.enabled = false;
    let mut broker = MqttBroker::with_config(config).await.unwrap();
    if let Some((name, password)) = var("login").unwrap().split_once(':') {
        let users = PasswordAuthProvider::new().with_anonymous(false);
        users.add_user(name, password).unwrap();
        broker = broker.with_auth_provider(Arc::new(users));
    }
    broker.run().await.unwrap();
}
