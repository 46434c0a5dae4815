//! Batches of dossiers: all of them, or one error that lists what is wrong in any.

use super::dossier::Dossier;
use crate::error::{Code, Error, Place, Problem, Problems};

impl Dossier {
    /// Reads a batch of dossiers, one JSON document a line (JSON Lines); blank lines are passed
    /// over. [`Dossier::from_json_lines`] is for those who go on where some lines are bad.
    ///
    /// `subject` names the batch, such as its file.
    ///
    /// ```
    /// let lines = "{\"format\": \"peerpath/dossier/1\", \"born\": \"1988\"}\n\nnonsense\n";
    /// let error = peerpath::Dossier::all_from_json_lines(lines, "batch.jsonl").unwrap_err();
    /// assert_eq!(error.count(), 2);
    /// assert_eq!(error.problems()[0].place().to_string(), "/0/born");
    /// assert_eq!(error.problems()[1].place().to_string(), "line 3, column 2");
    /// ```
    ///
    /// # Errors
    /// [`Code::Document`] with every problem of every line. Its place is a line and column where
    /// the line is not JSON, else a JSON pointer into the batch taken as a list, in which the
    /// first line is `/0`.
    pub fn all_from_json_lines(text: &str, subject: &str) -> Result<Vec<Dossier>, Error> {
        let mut problems = Problems::new();
        let mut dossiers = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match Dossier::from_json(line) {
                Ok(dossier) => dossiers.push(dossier),
                Err(error) => {
                    let unlisted = error.count() - error.problems().len();
                    for problem in error.problems() {
                        problems.add(|| in_line(problem, index));
                    }
                    (0..unlisted).for_each(|_| problems.push(Place::Whole, "more", "fewer"));
                }
            }
        }
        problems.finish(Code::Document, subject)?;
        Ok(dossiers)
    }
}

fn in_line(problem: &Problem, index: usize) -> Problem {
    let place = match problem.place() {
        Place::Position { column, .. } => Place::Position { line: index + 1, column: *column },
        Place::Pointer(pointer) => Place::Pointer(format!("/{index}{pointer}")),
        _ => Place::Pointer(format!("/{index}")),
    };
    Problem::new(place, problem.found(), problem.expected())
}
