#![no_main]

#[path = "../checks/answers.rs"]
#[allow(dead_code)]
mod answers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| answers::log(bytes));
