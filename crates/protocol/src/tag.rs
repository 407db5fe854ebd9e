//! Tags: how the two sides of a case find their entries in a public log.
