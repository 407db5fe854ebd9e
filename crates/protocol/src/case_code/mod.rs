//! The case code: twelve words that derive every key of a case.
