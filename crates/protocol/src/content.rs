//! What letters and replies say: the JSON inside, as closed types.
