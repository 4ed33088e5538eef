//! Decodes vectors with mqttbytes: the function that reads a packet off the front of a buffer.
use bytes::BytesMut;
use mqttbytes::{v4, v5, Error};
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

fn accepted(topic: &str, payload: &[u8]) -> String {
    format!("accept {} {}", shown(topic.as_bytes()), shown(payload))
}

fn answer(version: &str, data: &[u8]) -> String {
    let mut stream = BytesMut::from(data);
    let outcome = if version == "5.0" {
        v5::read(&mut stream, LARGEST).map(|packet| match packet {
            v5::Packet::Publish(publish) => accepted(&publish.topic, &publish.payload),
            _ => "accept".to_string(),
        })
    } else {
        v4::read(&mut stream, LARGEST).map(|packet| match packet {
            v4::Packet::Publish(publish) => accepted(&publish.topic, &publish.payload),
            _ => "accept".to_string(),
        })
    };
    match outcome {
        Ok(text) => text,
        Err(Error::InsufficientBytes(_)) => "incomplete".to_string(),
        Err(error) => format!("reject {error:?}"),
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
