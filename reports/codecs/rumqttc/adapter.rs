//! Decodes vectors with rumqttc's two codecs, as its event loops do.
use bytes::BytesMut;
use rumqttc::mqttbytes::{v4, Error};
use rumqttc::v5::mqttbytes::{v5, Error as Error5};
use std::io::{stdin, BufRead};
use std::panic::{catch_unwind, set_hook};

const LARGEST: usize = 268_435_455;

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

fn answer_5_0(stream: &mut BytesMut) -> String {
    match v5::Packet::read(stream, None) {
        Ok(v5::Packet::Publish(publish)) => {
            format!("accept {} {}", shown(&publish.topic), shown(&publish.payload))
        }
        Ok(_) => "accept".to_string(),
        Err(Error5::InsufficientBytes(_)) => "incomplete".to_string(),
        Err(error) => format!("reject {error:?}"),
    }
}

fn answer_3_1_1(stream: &mut BytesMut) -> String {
    match v4::Packet::read(stream, LARGEST) {
        Ok(v4::Packet::Publish(publish)) => {
            format!("accept {} {}", shown(publish.topic.as_bytes()), shown(&publish.payload))
        }
        Ok(_) => "accept".to_string(),
        Err(Error::InsufficientBytes(_)) => "incomplete".to_string(),
        Err(error) => format!("reject {error:?}"),
    }
}

fn answer(version: &str, data: &[u8]) -> String {
    let mut stream = BytesMut::from(data);
    match version {
        "5.0" => answer_5_0(&mut stream),
        _ => answer_3_1_1(&mut stream),
    }
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
