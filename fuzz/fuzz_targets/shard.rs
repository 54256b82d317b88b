#![no_main]

#[path = "../checks/shards.rs"]
#[allow(dead_code)]
mod shards;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shards::shard(bytes));
