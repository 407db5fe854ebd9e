//! The receipt: the relay's signed promise to log a letter.
