//! The numbers of the workforce report, as plain text.
//!
//! `cargo run --release --example workforce_summary [folder]` reads the five files of `sample/`
//! (or of a folder with files of the same names) and prints what `pp.workforce_report` shows.

#![allow(clippy::print_stdout, reason = "an example that prints")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use peerpath::competency::{BinomialOptions, CoverageOptions, SurveyColumns};
use peerpath::table::PublishedMargins;
use peerpath::transition::{
    AalenJohansenOptions, EventColumns, PanelColumns, TimeOrigin, TimeUnit,
};
use peerpath::{
    Code, Dossier, Error, Histories, Panel, Place, Standard, StateSpace, Survey, Table, Verdict,
    document,
};
use serde_json::Value;

const STANDARDS: [&str; 5] =
    ["us-nc/cpss", "us-tn/cprs", "us-va/cprs", "us-ky/radpss", "samhsa-2023"];
const AS_OF: Date = date(2026, 11, 21);

fn main() -> Result<(), Error> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample");
    let folder = std::env::args().nth(1).map_or(shipped, PathBuf::from);
    println!("The peer support workforce. The shipped sample files are SYNTHETIC.");
    standards(&folder)?;
    coverage(&folder)?;
    histories(&folder)?;
    panel(&folder)?;
    published(&folder)
}

/// Who meets which standard, and what is missing most often.
fn standards(folder: &Path) -> Result<(), Error> {
    let text = document::read_file(&folder.join("dossiers.synthetic.jsonl"))?;
    let dossiers = Dossier::from_json_lines(&text).into_iter().collect::<Result<Vec<_>, _>>()?;
    for name in STANDARDS {
        let standard = Standard::builtin(name)?;
        let summary = standard.summarise(&dossiers, AS_OF)?;
        let (n, met) = (summary.n, summary.met);
        let (unmet, unknown) = (summary.unmet, summary.unknown);
        println!("\n{name}: {met} met, {unmet} unmet, {unknown} unknown of {n} as of {AS_OF}");
        for count in summary.most_unmet() {
            println!("  {:<16} decides {:>4} unmet", count.requirement, count.deciding_unmet);
        }
        for count in summary.most_unknown() {
            println!("  {:<16} leaves  {:>4} unknown", count.requirement, count.deciding_unknown);
        }
    }
    let first = Standard::builtin(STANDARDS[0])?;
    for dossier in &dossiers {
        let assessment = first.assess(dossier, AS_OF)?;
        if assessment.verdict() == Verdict::Unmet {
            println!("\nOne applicant in full:\n{}", assessment.explain());
            break;
        }
    }
    Ok(())
}

/// What graduates say their training covered.
fn coverage(folder: &Path) -> Result<(), Error> {
    let items = document::read_file(&folder.join("survey.items.json"))?;
    let columns = SurveyColumns {
        items: document::parse(&items, "items")?,
        person: Some("respondent".to_owned()),
        group: vec!["state".to_owned()],
        framework: Some("samhsa-2015".to_owned()),
        ..SurveyColumns::default()
    };
    let table = Table::from_csv_file(folder.join("survey.synthetic.csv"))?;
    let survey = Survey::from_table(&table, &columns)?;
    println!("\nCoverage: {survey}");
    let by_state = CoverageOptions { by: Some("state".to_owned()), ..CoverageOptions::default() };
    let coverage = survey.coverage(&by_state)?;
    print("Share who rate coverage 4 or more, by state (Wilson)", &coverage.to_table()?)?;
    coverage.warnings().iter().for_each(|warning| println!("note: {warning}"));
    let tests = survey.binomial(&BinomialOptions::default())?;
    print("Exact one-sided tests against one half", &tests.to_table()?)
}

/// What happens after certification, with exact dates.
fn histories(folder: &Path) -> Result<(), Error> {
    let columns = EventColumns {
        time: "date".to_owned(),
        time_origin: Some(TimeOrigin::Column("certified".to_owned())),
        unit: Some(TimeUnit::Years),
        ..EventColumns::default()
    };
    let table = Table::from_csv_file(folder.join("events.synthetic.csv"))?;
    let histories = Histories::from_events(&table, &columns, Some(&StateSpace::peer_workforce()))?;
    println!("\nEmployment: {histories}");
    histories.warnings().iter().for_each(|warning| println!("note: {warning}"));
    let curves = histories.aalen_johansen(&AalenJohansenOptions::default())?;
    curves.warnings().iter().for_each(|warning| println!("note: {warning}"));
    let years = [1.0, 2.0, 3.0, 4.0, 5.0];
    print("State probabilities by years since certification", &curves.at(&years)?.to_table()?)?;
    let mean = curves.restricted_mean_time(5.0)?;
    print("Years spent in each state in the first five", &mean.to_table()?)
}

/// What interviews saw, wave by wave.
fn panel(folder: &Path) -> Result<(), Error> {
    let columns = PanelColumns { time: "wave".to_owned(), ..PanelColumns::default() };
    let table = Table::from_csv_file(folder.join("waves.synthetic.csv"))?;
    let panel = Panel::from_table(&table, &columns, Some(&StateSpace::peer_workforce()))?;
    println!("\nInterviews: {panel}");
    print("From wave to wave", &panel.transition_table().to_table()?)?;
    print("Who was seen, missed and lost", &panel.attrition().to_table()?)
}

/// Figures that studies printed, beside what the files show.
fn published(folder: &Path) -> Result<(), Error> {
    let text = document::read_file(&folder.join("published_margins.json"))?;
    let margins = PublishedMargins::from_json(&text)?;
    let names = ["waves.synthetic.csv", "survey.synthetic.csv"];
    let tables = names.map(|name| Table::from_csv_file(folder.join(name)));
    let tables = tables.into_iter().collect::<Result<Vec<Table>, Error>>()?;
    let named: Vec<(&str, &Table)> = names.into_iter().zip(&tables).collect();
    print("Published figures, and as counted here", &margins.compare(&named)?)
}

/// Prints a table, numbers to four digits, the citations left out.
fn print(title: &str, table: &Table) -> Result<(), Error> {
    let columns: BTreeMap<String, Vec<Value>> = serde_json::from_str(&table.to_json())
        .map_err(|e| Error::one(Code::Internal, "table", Place::Whole, e.to_string(), "JSON"))?;
    println!("\n{title}");
    let names: Vec<&str> =
        table.column_names().into_iter().filter(|name| *name != "source").collect();
    let cells: Vec<Vec<String>> = names
        .iter()
        .map(|name| {
            let values = columns.get(*name).into_iter().flatten();
            std::iter::once((*name).to_owned()).chain(values.map(cell)).collect()
        })
        .collect();
    let widths: Vec<usize> = cells
        .iter()
        .map(|column| column.iter().map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    for row in 0..=table.row_count() {
        let line: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(column, width)| format!("{:<width$}", column.get(row).map_or("", |cell| cell)))
            .collect();
        println!("  {}", line.join("  ").trim_end());
    }
    Ok(())
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => {
            let value = number.as_f64().unwrap_or(f64::NAN);
            match value.abs() {
                _ if value.fract() == 0.0 => value.to_string(),
                size if size < 1e-4 => format!("{value:.1e}"),
                _ => format!("{value:.4}"),
            }
        }
        other => other.to_string(),
    }
}
