//! The parcel: all attachments of a letter in one age file, stored as equal blocks.
