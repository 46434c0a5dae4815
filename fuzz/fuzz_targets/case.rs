#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| peerpath_tests::fuzz::case(data));
