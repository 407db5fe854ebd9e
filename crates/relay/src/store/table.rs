//! The tables of the embedded database.

use bellrope_transparency::tile::Layer;
use redb::TableDefinition;

use super::{LogId, LogKind};

/// A log: desk number, kind.
pub(super) type LogKey = (u32, u8);
/// Something numbered of a log.
pub(super) type NumberedKey = (u32, u8, u64);

/// Desk numbers by short name.
pub(super) const DESKS: TableDefinition<'_, &str, u32> = TableDefinition::new("desks");
/// Size and checkpoint of each log.
pub(super) const HEADS: TableDefinition<'_, LogKey, (u64, &str)> = TableDefinition::new("heads");
/// Hash tiles and entry bundles: desk, log, layer, index.
pub(super) const TILES: TableDefinition<'_, (u32, u8, u8, u64), &[u8]> =
    TableDefinition::new("tiles");
/// Batch notes.
pub(super) const BATCHES: TableDefinition<'_, NumberedKey, &str> = TableDefinition::new("batches");
/// Pruned notes.
pub(super) const PRUNED: TableDefinition<'_, NumberedKey, &str> = TableDefinition::new("pruned");
/// Cards by desk and serial.
pub(super) const CARDS: TableDefinition<'_, (u32, u64), &[u8]> = TableDefinition::new("cards");
/// Confirmations by desk and size: when accepted, the note.
pub(super) const CONFIRMS: TableDefinition<'_, (u32, u64), (u64, &str)> =
    TableDefinition::new("confirms");
/// Boards by desk and number.
pub(super) const BOARDS: TableDefinition<'_, (u32, u64), &str> = TableDefinition::new("boards");
/// Size and checkpoint of each log as readers get it, with cosignatures.
pub(super) const PUBLISHED: TableDefinition<'_, LogKey, (u64, &str)> =
    TableDefinition::new("published");
/// What the health check writes.
pub(super) const PROBE: TableDefinition<'_, (), u64> = TableDefinition::new("probe");

pub(super) fn log_key(log: LogId) -> LogKey {
    let kind = match log.kind {
        LogKind::Intake => 0,
        LogKind::Replies => 1,
        LogKind::Cards => 2,
    };
    (log.desk, kind)
}

pub(super) fn numbered_key(log: LogId, number: u64) -> NumberedKey {
    let (desk, kind) = log_key(log);
    (desk, kind, number)
}

pub(super) fn tile_key(log: LogId, layer: Layer, index: u64) -> (u32, u8, u8, u64) {
    let (desk, kind) = log_key(log);
    let layer = match layer {
        Layer::Hashes(level) => level,
        Layer::Entries => u8::MAX,
    };
    (desk, kind, layer, index)
}
