#![no_main]

#[allow(dead_code)]
#[path = "../checks/networks.rs"]
mod networks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| networks::saved_network(bytes));
