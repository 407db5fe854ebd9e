//! Base64, hex and Bech32 as the protocol uses them.
