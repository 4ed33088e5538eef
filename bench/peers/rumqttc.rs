//! Decodes a file of packets with rumqttc's two codecs again and again: the least time of a pass,
//! in ns.
use bytes::BytesMut;
use rumqttc::mqttbytes::v4;
use rumqttc::v5::mqttbytes::v5;
use std::time::{Duration, Instant};

const LARGEST: usize = 268_435_455;

fn pass(version: &str, mut stream: BytesMut) -> usize {
    let mut found = 0;
    while !stream.is_empty() {
        if version == "5.0" {
            std::hint::black_box(v5::Packet::read(&mut stream, None).unwrap());
        } else {
            std::hint::black_box(v4::Packet::read(&mut stream, LARGEST).unwrap());
        }
        found += 1;
    }
    found
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let stream = std::fs::read(&arguments[2]).unwrap();
    let end = Instant::now() + Duration::from_secs(1);
    let (mut least, mut found) = (u128::MAX, 0);
    while Instant::now() < end {
        let copy = BytesMut::from(&stream[..]);
        let begin = Instant::now();
        found = pass(&arguments[1], copy);
        least = least.min(begin.elapsed().as_nanos());
    }
    println!("{least} {found}");
}
