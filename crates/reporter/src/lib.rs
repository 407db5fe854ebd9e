//! What a reporter does next, as a pure state machine.
