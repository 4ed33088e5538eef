//! MQTT 5.0.

use crate::line_json::{Refusal, Result, bytes, hexed, payload, shown, text};
use crate::v4::caught;
use crate::{Events, Gone, Requests, Told};
use bytes::Bytes;
use rumqttc::Outgoing;
use rumqttc::v5::mqttbytes::{QoS, qos, v5::*};
use rumqttc::v5::*;
use serde_json::{Map, Value, json};
use std::fmt::Debug;
use std::time::Duration;

/// More than any command publishes: requests wait in a channel.
const CAPACITY: usize = 1 << 20;

pub struct Loop(EventLoop);

fn level(f: &Value) -> Result<QoS> {
    qos(f["qos"].as_u64().unwrap_or(0) as u8).ok_or(Refusal::error("no such QoS"))
}

fn number<T: TryFrom<u64>>(value: &Value) -> Option<T> {
    value.as_u64().and_then(|value| T::try_from(value).ok())
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(String::from)
}

fn binary(value: &Value) -> Option<Bytes> {
    (!value.is_null()).then(|| bytes(value).into())
}

fn pairs(value: &Value) -> Vec<(String, String)> {
    value.as_array().into_iter().flatten().map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
}

impl Requests for AsyncClient {
    fn publish(&self, f: &Value) -> Result<()> {
        let (qos, retain, p) =
            (level(f)?, f["retain"].as_bool().unwrap_or(false), &f["properties"]);
        let properties = PublishProperties {
            payload_format_indicator: number(&p["payload_format_indicator"]),
            message_expiry_interval: number(&p["message_expiry_interval"]),
            topic_alias: number(&p["topic_alias"]),
            response_topic: string(&p["response_topic"]),
            correlation_data: binary(&p["correlation_data"]),
            user_properties: pairs(&p["user_property"]),
            subscription_identifiers: p["subscription_identifier"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(number)
                .collect(),
            content_type: string(&p["content_type"]),
        };
        match p.is_null() {
            true => self.try_publish(text(&f["topic"]), qos, retain, payload(f)),
            false => self.try_publish_with_properties(
                text(&f["topic"]),
                qos,
                retain,
                payload(f),
                properties,
            ),
        }
        .map_err(Refusal::error)
    }

    fn subscribe(&self, f: &Value) -> Result<()> {
        let mut all = Vec::new();
        for each in f["subscriptions"].as_array().into_iter().flatten() {
            let mut filter = Filter::new(text(&each["topic_filter"]), level(each)?);
            filter.nolocal = each["no_local"].as_bool().unwrap_or(false);
            filter.preserve_retain = each["retain_as_published"].as_bool().unwrap_or(false);
            filter.retain_forward_rule = match each["retain_handling"].as_u64().unwrap_or(0) {
                0 => RetainForwardRule::OnEverySubscribe,
                1 => RetainForwardRule::OnNewSubscribe,
                2 => RetainForwardRule::Never,
                _ => return Err(Refusal::Unsupported("subscriptions.retain_handling".into())),
            };
            all.push(filter);
        }
        let p = &f["properties"];
        let properties = SubscribeProperties {
            id: number(&p["subscription_identifier"]),
            user_properties: pairs(&p["user_property"]),
        };
        match p.is_null() {
            true => self.try_subscribe_many(all),
            false => self.try_subscribe_many_with_properties(all, properties),
        }
        .map_err(Refusal::error)
    }

    fn unsubscribe(&self, f: &Value) -> Result<()> {
        let [one] = f["topic_filters"].as_array().map_or(&[][..], Vec::as_slice) else {
            return Err(Refusal::Unsupported("topic_filters".into()));
        };
        let user_properties = pairs(&f["properties"]["user_property"]);
        match user_properties.is_empty() {
            true => self.try_unsubscribe(text(one)),
            false => self.try_unsubscribe_with_properties(
                text(one),
                UnsubscribeProperties { user_properties },
            ),
        }
        .map_err(Refusal::error)
    }

    fn disconnect(&self) -> Result<()> {
        self.try_disconnect().map_err(Refusal::error)
    }
}

/// The number of a reason code, which the library has as a name.
fn code(name: impl Debug) -> u8 {
    match format!("{name:?}").as_str() {
        "Success" | "NormalDisconnection" | "Success(AtMostOnce)" => 0,
        "RefusedProtocolVersion" | "Success(AtLeastOnce)" => 1,
        "BadClientId" | "Success(ExactlyOnce)" => 2,
        "ServiceUnavailable" => 3,
        "DisconnectWithWillMessage" => 4,
        "NoMatchingSubscribers" => 0x10,
        "NoSubscriptionExisted" => 0x11,
        "UnspecifiedError" | "Unspecified" | "Failure" => 0x80,
        "MalformedPacket" => 0x81,
        "ProtocolError" => 0x82,
        "ImplementationSpecificError" | "ImplementationSpecific" => 0x83,
        "UnsupportedProtocolVersion" => 0x84,
        "ClientIdentifierNotValid" => 0x85,
        "BadUserNamePassword" => 0x86,
        "NotAuthorized" => 0x87,
        "ServerUnavailable" => 0x88,
        "ServerBusy" => 0x89,
        "Banned" => 0x8A,
        "ServerShuttingDown" => 0x8B,
        "BadAuthenticationMethod" => 0x8C,
        "KeepAliveTimeout" => 0x8D,
        "SessionTakenOver" => 0x8E,
        "TopicFilterInvalid" => 0x8F,
        "TopicNameInvalid" => 0x90,
        "PacketIdentifierInUse" | "PkidInUse" => 0x91,
        "PacketIdentifierNotFound" => 0x92,
        "ReceiveMaximumExceeded" => 0x93,
        "TopicAliasInvalid" => 0x94,
        "PacketTooLarge" => 0x95,
        "MessageRateTooHigh" => 0x96,
        "QuotaExceeded" => 0x97,
        "AdministrativeAction" => 0x98,
        "PayloadFormatInvalid" => 0x99,
        "RetainNotSupported" => 0x9A,
        "QoSNotSupported" => 0x9B,
        "UseAnotherServer" => 0x9C,
        "ServerMoved" => 0x9D,
        "SharedSubscriptionsNotSupported" | "SharedSubscriptionNotSupported" => 0x9E,
        "ConnectionRateExceeded" => 0x9F,
        "MaximumConnectTime" => 0xA0,
        "SubscriptionIdNotSupported" | "SubscriptionIdentifiersNotSupported" => 0xA1,
        "WildcardSubscriptionsNotSupported" => 0xA2,
        other => panic!("{other}"),
    }
}

/// Properties, less those that did not come.
fn properties(all: Value) -> Value {
    let some =
        |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let came: Map<_, _> =
        all.as_object().unwrap().clone().into_iter().filter(|(_, value)| some(value)).collect();
    if came.is_empty() { Value::Null } else { came.into() }
}

fn ack(reason_string: &Option<String>, user_property: &[(String, String)]) -> Value {
    properties(json!({"reason_string": reason_string, "user_property": user_property}))
}

macro_rules! done {
    ($p:expr) => {
        Told::Done($p.pkid, json!({"reason_code": code(&$p.reason),
            "properties": $p.properties.map(|all| ack(&all.reason_string, &all.user_properties))}))
    };
}

fn told(event: Event) -> Told {
    match event {
        Event::Incoming(Packet::ConnAck(p)) => {
            Told::Up(json!({"session_present": p.session_present, "reason_code": 0,
            "properties": p.properties.map(connack)}))
        }
        Event::Incoming(Packet::Publish(p)) => {
            Told::Message(json!({"topic": shown(&p.topic), "payload": hexed(&p.payload),
            "qos": p.qos as u8, "retain": p.retain, "dup": p.dup,
            "properties": p.properties.map(delivered)}))
        }
        Event::Incoming(Packet::SubAck(p)) => Told::Suback(
            p.pkid,
            json!({
            "reason_codes": p.return_codes.iter().map(code).collect::<Vec<_>>(),
            "properties": p.properties.map(|all| ack(&all.reason_string, &all.user_properties))}),
        ),
        Event::Incoming(Packet::UnsubAck(p)) => Told::Unsuback(
            p.pkid,
            json!({
            "reason_codes": p.reasons.iter().map(code).collect::<Vec<_>>(),
            "properties": p.properties.map(|all| ack(&all.reason_string, &all.user_properties))}),
        ),
        Event::Incoming(Packet::PubAck(p)) => done!(p),
        Event::Incoming(Packet::PubComp(p)) => done!(p),
        Event::Incoming(Packet::PubRec(p)) if code(&p.reason) >= 0x80 => done!(p),
        Event::Outgoing(Outgoing::Publish(id)) => Told::SentPublish(id),
        Event::Outgoing(Outgoing::Subscribe(id)) => Told::SentSubscribe(id),
        Event::Outgoing(Outgoing::Unsubscribe(id)) => Told::SentUnsubscribe(id),
        Event::Outgoing(Outgoing::Disconnect) => Told::SentDisconnect,
        _ => Told::Nothing,
    }
}

fn connack(p: ConnAckProperties) -> Value {
    properties(json!({
        "session_expiry_interval": p.session_expiry_interval, "receive_maximum": p.receive_max,
        "maximum_qos": p.max_qos, "retain_available": p.retain_available,
        "maximum_packet_size": p.max_packet_size,
        "assigned_client_identifier": p.assigned_client_identifier,
        "topic_alias_maximum": p.topic_alias_max,
        "reason_string": p.reason_string, "user_property": p.user_properties,
        "wildcard_subscription_available": p.wildcard_subscription_available,
        "subscription_identifiers_available": p.subscription_identifiers_available,
        "shared_subscription_available": p.shared_subscription_available,
        "server_keep_alive": p.server_keep_alive,
        "response_information": p.response_information, "server_reference": p.server_reference,
        "authentication_method": p.authentication_method,
        "authentication_data": p.authentication_data.map(|data| hexed(&data)),
    }))
}

fn delivered(p: PublishProperties) -> Value {
    properties(json!({
        "payload_format_indicator": p.payload_format_indicator,
        "message_expiry_interval": p.message_expiry_interval,
        "topic_alias": p.topic_alias, "response_topic": p.response_topic,
        "content_type": p.content_type,
        "correlation_data": p.correlation_data.map(|data| hexed(&data)),
        "user_property": p.user_properties,
        "subscription_identifier": p.subscription_identifiers,
    }))
}

fn last_will(f: &Value, qos: QoS) -> LastWill {
    let p = &f["properties"];
    let properties = LastWillProperties {
        delay_interval: number(&p["will_delay_interval"]),
        payload_format_indicator: number(&p["payload_format_indicator"]),
        message_expiry_interval: number(&p["message_expiry_interval"]),
        content_type: string(&p["content_type"]),
        response_topic: string(&p["response_topic"]),
        correlation_data: binary(&p["correlation_data"]),
        user_properties: pairs(&p["user_property"]),
    };
    let retain = f["retain"].as_bool().unwrap_or(false);
    LastWill::new(
        text(&f["topic"]),
        bytes(&f["payload"]),
        qos,
        retain,
        (!p.is_null()).then_some(properties),
    )
}

impl Events for Loop {
    type Options = MqttOptions;

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
            f["clean_start"].as_bool().map(|value| o.set_clean_start(value));
            f["keep_alive"].as_u64().map(|seconds| o.set_keep_alive(Duration::from_secs(seconds)));
            f["user_name"].as_str().map(|name| o.set_credentials(name, password));
            f["connect_timeout_s"].as_u64().map(|seconds| o.set_connection_timeout(seconds));
            will.map(|qos| o.set_last_will(last_will(&f["will"], qos)));
            let p = &f["properties"];
            if !p.is_null() {
                let mut own = ConnectProperties::new();
                own.session_expiry_interval = number(&p["session_expiry_interval"]);
                own.receive_maximum = number(&p["receive_maximum"]);
                own.max_packet_size = number(&p["maximum_packet_size"]);
                own.topic_alias_max = number(&p["topic_alias_maximum"]);
                own.request_response_info = number(&p["request_response_information"]);
                own.request_problem_info = number(&p["request_problem_information"]);
                own.user_properties = pairs(&p["user_property"]);
                own.authentication_method = string(&p["authentication_method"]);
                own.authentication_data = binary(&p["authentication_data"]);
                o.set_connect_properties(own);
            }
            o
        })
    }

    fn create(options: Self::Options) -> (Box<dyn Requests>, Self) {
        let (client, events) = AsyncClient::new(options, CAPACITY);
        (Box::new(client), Loop(events))
    }

    fn set(&mut self, options: Self::Options) {
        self.0.options = options;
    }

    async fn poll(&mut self) -> std::result::Result<Told, Gone> {
        self.0.poll().await.map(told).map_err(|error| {
            let (mut refused, mut disconnect) = (None, None);
            match &error {
                ConnectionError::ConnectionRefused(reason) => refused = Some(code(reason)),
                ConnectionError::MqttState(StateError::ServerDisconnect {
                    reason_code,
                    reason_string,
                }) => {
                    let properties = ack(reason_string, &[]);
                    disconnect =
                        Some(json!({"reason_code": code(reason_code), "properties": properties}));
                }
                _ => {}
            }
            Gone { refused, disconnect, text: error.to_string() }
        })
    }

    fn rest(&mut self) -> Vec<Told> {
        self.0.state.events.drain(..).map(told).collect()
    }

    fn clean(&mut self) {
        self.0.clean();
    }
}
