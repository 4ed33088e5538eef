//! MQTT 3.1.1.

use crate::line_json::{Refusal, Result, bytes, hexed, payload, shown, text};
use crate::{Events, Gone, Requests, Told};
use rumqttc::*;
use serde_json::{Value, json};
use std::time::Duration;

/// More than any command publishes: requests wait in a channel.
const CAPACITY: usize = 1 << 20;

pub struct Loop(EventLoop);

impl Requests for AsyncClient {
    fn publish(&self, f: &Value) -> Result<()> {
        let (qos, retain) = (level(f)?, f["retain"].as_bool().unwrap_or(false));
        self.try_publish(text(&f["topic"]), qos, retain, payload(f)).map_err(Refusal::error)
    }

    fn subscribe(&self, f: &Value) -> Result<()> {
        let all: Result<Vec<_>> = f["subscriptions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|each| Ok(SubscribeFilter::new(text(&each["topic_filter"]), level(each)?)))
            .collect();
        self.try_subscribe_many(all?).map_err(Refusal::error)
    }

    fn unsubscribe(&self, f: &Value) -> Result<()> {
        match f["topic_filters"].as_array().map_or(&[][..], Vec::as_slice) {
            [one] => self.try_unsubscribe(text(one)).map_err(Refusal::error),
            _ => Err(Refusal::Unsupported("topic_filters".into())),
        }
    }

    fn disconnect(&self) -> Result<()> {
        self.try_disconnect().map_err(Refusal::error)
    }
}

fn level(f: &Value) -> Result<QoS> {
    qos(f["qos"].as_u64().unwrap_or(0) as u8).map_err(|error| Refusal::error(format!("{error:?}")))
}

/// What the library asserts is an error.
pub fn caught<T>(call: impl FnOnce() -> T + std::panic::UnwindSafe) -> Result<T> {
    std::panic::catch_unwind(call).map_err(|error| {
        let text = error.downcast_ref::<String>().cloned();
        Refusal::Error(
            text.or(error.downcast_ref::<&str>().map(|text| text.to_string())).unwrap_or_default(),
        )
    })
}

fn told(event: Event) -> Told {
    match event {
        Event::Incoming(Packet::ConnAck(p)) => {
            Told::Up(json!({"session_present": p.session_present, "reason_code": 0}))
        }
        Event::Incoming(Packet::Publish(p)) => {
            Told::Message(json!({"topic": shown(p.topic.as_bytes()),
            "payload": hexed(&p.payload), "qos": p.qos as u8, "retain": p.retain, "dup": p.dup}))
        }
        Event::Incoming(Packet::SubAck(p)) => {
            let code = |code: &SubscribeReasonCode| match code {
                SubscribeReasonCode::Success(qos) => *qos as u8,
                SubscribeReasonCode::Failure => 0x80,
            };
            Told::Suback(
                p.pkid,
                json!({"reason_codes": p.return_codes.iter().map(code).collect::<Vec<_>>()}),
            )
        }
        Event::Incoming(Packet::UnsubAck(p)) => Told::Unsuback(p.pkid, json!({})),
        Event::Incoming(Packet::PubAck(p)) => Told::Done(p.pkid, json!({})),
        Event::Incoming(Packet::PubComp(p)) => Told::Done(p.pkid, json!({})),
        Event::Outgoing(Outgoing::Publish(id)) => Told::SentPublish(id),
        Event::Outgoing(Outgoing::Subscribe(id)) => Told::SentSubscribe(id),
        Event::Outgoing(Outgoing::Unsubscribe(id)) => Told::SentUnsubscribe(id),
        Event::Outgoing(Outgoing::Disconnect) => Told::SentDisconnect,
        _ => Told::Nothing,
    }
}

impl Events for Loop {
    type Options = (MqttOptions, NetworkOptions);

    fn make(f: &Value) -> Result<Self::Options> {
        let f = f.clone();
        let will = f["will"].as_object().map(|_| level(&f["will"])).transpose()?;
        if f["user_name"].is_null() && !f["password"].is_null() {
            return Err(Refusal::Unsupported("password".into()));
        }
        let password = String::from_utf8(bytes(&f["password"]))
            .map_err(|_| Refusal::Unsupported("password".into()))?;
        caught(move || {
            let mut o = MqttOptions::new(
                text(&f["client_id"]),
                text(&f["host"]),
                f["port"].as_u64().unwrap_or(0) as u16,
            );
            let mut network = NetworkOptions::new();
            f["clean_start"].as_bool().map(|value| o.set_clean_session(value));
            f["keep_alive"].as_u64().map(|seconds| o.set_keep_alive(Duration::from_secs(seconds)));
            f["user_name"].as_str().map(|name| o.set_credentials(name, password));
            f["connect_timeout_s"].as_u64().map(|seconds| network.set_connection_timeout(seconds));
            if let Some(qos) = will {
                let will = &f["will"];
                let retain = will["retain"].as_bool().unwrap_or(false);
                o.set_last_will(LastWill::new(
                    text(&will["topic"]),
                    bytes(&will["payload"]),
                    qos,
                    retain,
                ));
            }
            (o, network)
        })
    }

    fn create((options, network): Self::Options) -> (Box<dyn Requests>, Self) {
        let (client, mut events) = AsyncClient::new(options, CAPACITY);
        events.set_network_options(network);
        (Box::new(client), Loop(events))
    }

    fn set(&mut self, (options, network): Self::Options) {
        self.0.mqtt_options = options;
        self.0.set_network_options(network);
    }

    async fn poll(&mut self) -> std::result::Result<Told, Gone> {
        self.0.poll().await.map(told).map_err(|error| {
            let refused = match &error {
                ConnectionError::ConnectionRefused(code) => Some(*code as u8),
                _ => None,
            };
            Gone { refused, disconnect: None, text: error.to_string() }
        })
    }

    fn rest(&mut self) -> Vec<Told> {
        self.0.state.events.drain(..).map(told).collect()
    }

    fn clean(&mut self) {
        self.0.clean();
    }
}
