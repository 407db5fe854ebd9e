//! A proposal of a solution from a linear programme, for where a search gives up. Its floats prove
//! nothing: whoever asks checks the answer in integers.

use good_lp::{
    Expression, ProblemVariables, Solution as _, SolverModel as _, Variable, constraint, microlp,
    variable,
};

use crate::engine::{Domain, System};

/// Most variables of a programme; larger ones go unanswered.
const VARIABLES_MAX: usize = 600;

/// Proposes whole numbers that keep every relation within bounds.
pub(crate) fn solution(system: &System, domains: &[Domain]) -> Option<Vec<i64>> {
    if domains.len() > VARIABLES_MAX {
        return None;
    }
    solve(system, domains, false)
        .filter(|values| system.is_solved_by(values))
        .or_else(|| solve(system, domains, true))
}

fn solve(system: &System, domains: &[Domain], is_whole: bool) -> Option<Vec<i64>> {
    let mut problem = ProblemVariables::new();
    let mut add = |domain: &Domain| {
        let one = variable().min(float(domain.lo)).max(float(domain.hi));
        problem.add(if is_whole { one.integer() } else { one })
    };
    let variables: Vec<Variable> = domains.iter().map(&mut add).collect();
    let objective: Expression = variables.iter().sum();
    let mut model = problem.minimise(objective).using(microlp);
    for relation in &system.relations {
        let mut sum = Expression::from(float(relation.constant));
        for (index, sign) in &relation.terms {
            sum += float(*sign) * variables[*index];
        }
        model.add_constraint(constraint!(sum == 0.0));
    }
    let solution = model.solve().ok()?;
    Some(
        variables
            .iter()
            .map(|it| whole(solution.value(*it)))
            .collect(),
    )
}

/// Counts are far below 2⁵³.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts are below two to the power of 53"
)]
const fn float(value: i64) -> f64 {
    value as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a number out of range saturates and fails the check in integers"
)]
fn whole(value: f64) -> i64 {
    value.round() as i64
}
