//! Every bound of a preview, for both sides of the pipe (docs/preview.md, "Limits").

use std::time::Duration;

/// The longest file that is handed to the child, in bytes.
pub const FILE_MAX_LEN: usize = 128 << 20;
/// The most pages of a preview.
pub const PAGES_MAX: usize = 20;
/// The longest side of a page of pixels, in pixels.
pub const SIDE_MAX: u32 = 1600;
/// The longest page of text, in bytes of UTF-8.
pub const TEXT_MAX_LEN: usize = 64 << 10;
/// How long the child may take, by the clock on the wall.
pub const DEADLINE: Duration = Duration::from_secs(40);
/// How long the child may compute, in seconds of processor time.
pub const CPU_SECS: u64 = 20;
/// The most memory that the child may map, in bytes.
pub const MEMORY_MAX: u64 = 1 << 30;
