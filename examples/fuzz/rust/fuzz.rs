//! Their parser in Rust against mqttspec, with clang's libFuzzer and stable Rust.
#![no_main]

use std::ffi::{c_char, c_int, CStr};

#[repr(C)]
struct Verdict {
    kind: c_int,
    size: usize,
    statement: *const c_char,
}
const PACKET: c_int = 0;
const VIOLATION: c_int = 2;

#[link(name = "mqttspec_c")]
unsafe extern "C" {
    fn mqttspec_decode(bytes: *const u8, count: usize, level: c_int, server: c_int) -> Verdict;
}

/// The parser on trial: a PINGREQ. It takes 0 in more bytes than it needs.
fn they_accept(bytes: &[u8]) -> bool {
    let Some((0xC0, rest)) = bytes.split_first().map(|(first, rest)| (*first, rest)) else {
        return false;
    };
    let mut length = 0u32;
    for (i, byte) in rest.iter().take(4).enumerate() {
        length |= u32::from(byte & 0x7F) << (7 * i);
        if *byte < 0x80 {
            return length == 0;
        }
    }
    false
}

#[unsafe(no_mangle)]
extern "C" fn LLVMFuzzerTestOneInput(data: *const u8, size: usize) -> c_int {
    if size == 0 {
        return 0;
    }
    let bytes = unsafe { std::slice::from_raw_parts(data, size) };
    if bytes[0] >> 4 != 12 {
        return 0;
    }
    let ours = unsafe { mqttspec_decode(data, size, 5, 0) };
    if (ours.kind == PACKET || ours.kind == VIOLATION)
        && they_accept(bytes) != (ours.kind == PACKET)
    {
        if !ours.statement.is_null() {
            eprintln!("find: {:?}", unsafe { CStr::from_ptr(ours.statement) });
        }
        std::process::abort();
    }
    0
}
