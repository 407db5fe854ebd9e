#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bellrope_fuzz::run("preview_text", data));
