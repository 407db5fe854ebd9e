//! HPKE base mode, single shot, for the one suite that age's hybrid recipient uses (RFC 9180).
