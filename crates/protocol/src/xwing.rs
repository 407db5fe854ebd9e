//! The X-Wing key encapsulation: ML-KEM-768 with X25519.
