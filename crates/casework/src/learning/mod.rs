//! What an organisation learns of reports: measures and how far they are (R140), the yearly
//! evaluation by three phases (R141).
//!
//! In scope: words, moves, what an evaluation may hold. Out of scope: where it is kept, who may
//! write it (the desk), names in texts (`redact`), and counting (`figures`). Limits first: see `docs/learning.md`.

mod evaluation;
mod measure;

pub use evaluation::{
    EVALUATION_TEXT_MAX_LEN, Evaluation, EvaluationError, Phase, PhaseText, Piece, TABLE_COUNT,
    pieces,
};
pub use measure::{
    MeasureCourse, MeasureKind, MeasureMoveError, MeasureStep, NoCourse, is_overdue,
};
