//! The sample files, as Rust users read them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::path::{Path, PathBuf};

use jiff::civil::date;
use peerpath::competency::{CoverageOptions, SurveyColumns};
use peerpath::transition::{EventColumns, PanelColumns, TimeOrigin};
use peerpath::{Dossier, Histories, Panel, Standard, StateSpace, Survey, Table, Verdict};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample").join(name)
}

/// A report on the sample shows something in every cell: none of the shipped standards is met,
/// or missed, or left open, by nearly nobody.
#[test]
fn verdicts_on_the_sample_are_mixed() {
    let text = std::fs::read_to_string(sample("dossiers.synthetic.jsonl")).unwrap();
    let dossiers: Vec<Dossier> =
        Dossier::from_json_lines(&text).into_iter().map(Result::unwrap).collect();
    assert_eq!(dossiers.len(), 240);
    for name in ["us-nc/cpss", "us-tn/cprs", "us-va/cprs", "us-ky/radpss", "samhsa-2023"] {
        let standard = Standard::builtin(name).unwrap();
        let verdicts: Vec<Verdict> = dossiers
            .iter()
            .map(|dossier| standard.assess(dossier, date(2026, 11, 21)).unwrap().verdict())
            .collect();
        for verdict in [Verdict::Met, Verdict::Unmet, Verdict::Unknown] {
            let n = verdicts.iter().filter(|found| **found == verdict).count();
            assert!(n >= 12, "{name}: {n} {}", verdict.name());
        }
    }
}

#[test]
fn the_survey_covers_the_framework() {
    let items = std::fs::read_to_string(sample("survey.items.json")).unwrap();
    let columns = SurveyColumns {
        items: serde_json::from_str(&items).unwrap(),
        person: Some("respondent".to_owned()),
        group: vec!["state".to_owned()],
        framework: Some("samhsa-2015".to_owned()),
        ..SurveyColumns::default()
    };
    let table = Table::from_csv_file(sample("survey.synthetic.csv")).unwrap();
    let survey = Survey::from_table(&table, &columns).unwrap();
    let options = CoverageOptions { by: Some("state".to_owned()), ..CoverageOptions::default() };
    let coverage = survey.coverage(&options).unwrap();
    assert_eq!(coverage.rows().len(), 4 * 12);
    assert!(coverage.warnings().is_empty());
    let answers: u64 = coverage.rows().iter().map(|row| row.n + row.missing).sum();
    assert_eq!(answers, 667 * 12);
}

#[test]
fn events_and_waves_keep_to_the_states_of_the_workforce() {
    let space = StateSpace::peer_workforce();
    let columns = EventColumns {
        time: "date".to_owned(),
        time_origin: Some(TimeOrigin::Column("certified".to_owned())),
        ordered: true,
        ..EventColumns::default()
    };
    let events = Table::from_csv_file(sample("events.synthetic.csv")).unwrap();
    let histories = Histories::from_events(&events, &columns, Some(&space)).unwrap();
    assert_eq!(histories.persons().len(), 591);
    let columns = PanelColumns { time: "wave".to_owned(), ..PanelColumns::default() };
    let waves = Table::from_csv_file(sample("waves.synthetic.csv")).unwrap();
    let panel = Panel::from_table(&waves, &columns, Some(&space)).unwrap();
    let seen: Vec<u64> = panel.attrition().iter().map(|wave| wave.seen).collect();
    assert_eq!(seen, [591, 448, 364]);
}
