//! Decodes vectors with mqtt-protocol-core: its packet builder, then the parser of that packet, as
//! its connections do, but without their state.
use mqtt_protocol_core::mqtt::common::Cursor;
use mqtt_protocol_core::mqtt::connection::{PacketBuildResult, PacketBuilder, PacketData};
use mqtt_protocol_core::mqtt::packet::{v3_1_1, v5_0};
use std::io::{stdin, BufRead};
use std::panic::{catch_unwind, set_hook};

fn bytes_of(hex: &str) -> Vec<u8> {
    let digit = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

fn shown(data: &[u8]) -> String {
    if data.is_empty() {
        return "-".to_string();
    }
    data.iter().map(|byte| format!("{byte:02x}")).collect()
}

// Every packet but PUBLISH has the same two steps.
macro_rules! answer {
    ($version:ident, $raw:expr, $($number:literal $packet:ident),*) => {
        match ($raw.packet_type(), &$raw.data) {
            (3, PacketData::Publish(data)) => {
                $version::Publish::parse($raw.flags(), data.clone()).map(|(publish, _)| {
                    let topic = shown(publish.topic_name().as_bytes());
                    format!("accept {} {}", topic, shown(publish.payload().as_slice()))
                })
            }
            $(($number, _) => {
                $raw.parse_exact($version::$packet::parse).map(|_| "accept".to_string())
            })*
            _ => Ok("reject type".to_string()),
        }
    };
}

fn answer(version: &str, data: &[u8]) -> String {
    let raw = match PacketBuilder::new().feed(&mut Cursor::new(data)) {
        PacketBuildResult::Complete(raw) => raw,
        PacketBuildResult::Incomplete => return "incomplete".to_string(),
        PacketBuildResult::Error(error) => return format!("reject {error:?}"),
    };
    let outcome = if version == "5.0" {
        answer!(v5_0, raw, 1 Connect, 2 Connack, 4 Puback, 5 Pubrec, 6 Pubrel, 7 Pubcomp,
                8 Subscribe, 9 Suback, 10 Unsubscribe, 11 Unsuback, 12 Pingreq, 13 Pingresp,
                14 Disconnect, 15 Auth)
    } else {
        answer!(v3_1_1, raw, 1 Connect, 2 Connack, 4 Puback, 5 Pubrec, 6 Pubrel, 7 Pubcomp,
                8 Subscribe, 9 Suback, 10 Unsubscribe, 11 Unsuback, 12 Pingreq, 13 Pingresp,
                14 Disconnect)
    };
    outcome.unwrap_or_else(|error| format!("reject {error:?}"))
}

fn main() {
    set_hook(Box::new(|_| {}));
    for line in stdin().lock().lines().map(Result::unwrap) {
        let words: Vec<&str> = line.split(' ').collect();
        let data = bytes_of(words[3]);
        let text = catch_unwind(|| answer(words[1], &data));
        println!("{} {}", words[0], text.unwrap_or("crash panic".to_string()));
    }
}
