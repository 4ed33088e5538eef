//! Decodes vectors with mqttrs: its one decoding function.
use mqttrs::{decode_slice, Packet};
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

fn answer(data: &[u8]) -> String {
    match decode_slice(data) {
        Ok(Some(Packet::Publish(publish))) => {
            let topic = shown(publish.topic_name.as_bytes());
            format!("accept {} {}", topic, shown(publish.payload))
        }
        Ok(Some(_)) => "accept".to_string(),
        Ok(None) => "incomplete".to_string(),
        Err(error) => format!("reject {error:?}"),
    }
}

fn main() {
    set_hook(Box::new(|_| {}));
    for line in stdin().lock().lines().map(Result::unwrap) {
        let words: Vec<&str> = line.split(' ').collect();
        let data = bytes_of(words[3]);
        let text = catch_unwind(|| answer(&data));
        println!("{} {}", words[0], text.unwrap_or("crash panic".to_string()));
    }
}
