// rumqttd, configured by the file that is named.
fn main() {
    let level = tracing_subscriber::filter::LevelFilter::ERROR;
    tracing_subscriber::fmt().with_max_level(level).with_ansi(false).init();
    let name = std::env::args().nth(1).expect("a file of configuration");
    let file = config::File::new(&name, config::FileFormat::Toml);
    let config = config::Config::builder().add_source(file).build().unwrap();
    rumqttd::Broker::new(config.try_deserialize().unwrap()).start().unwrap();
}
