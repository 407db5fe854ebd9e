//! Built twice, in two folders, the page has the same bytes.
