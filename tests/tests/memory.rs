//! How much memory work takes, by the most that a process of its own ever held.
//!
//! Linux says that of a process. Elsewhere these tests say so and pass.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests, one of which tells another what it found"
)]

use std::io::{BufRead, Read};
use std::num::NonZeroUsize;
use std::process::Command;

use jiff::civil::date;
use peerpath::standard::{AssessManyOptions, Dossiers};
use peerpath::transition::{IntervalColumns, SummariseOptions};
use peerpath::{Dossier, Histories, Standard, Table};

const WORK: &str = "PEERPATH_TEST_WORK";

/// The most memory, in kilobytes, that a process held that did some work.
fn most(work: &str) -> Option<u64> {
    if !cfg!(target_os = "linux") {
        eprintln!("skipped: no measure of memory on this system");
        return None;
    }
    let binary = std::env::current_exe().expect("the test itself");
    let output = Command::new(binary)
        .args(["--exact", "work", "--nocapture", "--ignored"])
        .env(WORK, work)
        .output()
        .expect("a process");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{work}: {text}");
    let most = text.lines().find_map(|line| line.split_once("held ")?.1.parse().ok());
    Some(most.expect("what the process held"))
}

/// What a process of its own does: see `most`.
#[test]
#[ignore = "done by the others, each in a process of its own"]
fn work() {
    let work = std::env::var(WORK).unwrap_or_default();
    match work.split_once(' ') {
        Some(("assess", dossiers)) => assess(dossiers.parse().expect("a number")),
        Some(("refuse", document)) => refuse(document),
        Some(("count", batches)) => count(batches.parse().expect("a number")),
        _ => {}
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let held = held.and_then(|held| held.trim().strip_suffix(" kB"));
    println!("held {}", held.unwrap_or_default());
}

/// Dossiers in JSON Lines, made as they are read.
struct Lines {
    left: usize,
    line: Vec<u8>,
    read: usize,
}

impl Read for Lines {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut from = self.fill_buf()?;
        let read = from.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Lines {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.read == self.line.len() && self.left > 0 {
            self.line = format!(
                r#"{{"format": "peerpath/dossier/1", "person": "p-{}", "hours": [
                {{"of": "training", "amount": {}, "to": "2026-03-13"}}]}}"#,
                self.left,
                self.left % 90
            )
            .replace('\n', "")
            .into_bytes();
            self.line.push(b'\n');
            (self.left, self.read) = (self.left - 1, 0);
        }
        Ok(self.line.get(self.read..).unwrap_or_default())
    }

    fn consume(&mut self, read: usize) {
        self.read += read;
    }
}

fn assess(dossiers: usize) {
    let standard = Standard::from_json(
        r#"{"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
        "requirement": {"id": "h", "hours": {"of": "training", "at_least": 40}}}"#,
    )
    .expect("a standard");
    let lines = Lines { left: dossiers, line: Vec::new(), read: 0 };
    let options = AssessManyOptions {
        batch_rows: NonZeroUsize::new(100),
        threads: NonZeroUsize::new(2),
        ..AssessManyOptions::default()
    };
    let answers =
        standard.assess_batches(Dossiers::from_json_lines(lines), date(2026, 11, 21), &options);
    let rows: usize = answers.map(|table| table.expect("a table").row_count()).sum();
    assert_eq!(rows, dossiers);
}

/// Counts persons, 500 at a time, whose times are whole days of four years.
fn count(batches: u32) {
    let batch = |first: u32| {
        let mut csv = String::from("person,start,stop,origin,target\n");
        for person in first..first + 500 {
            let (hired, left) = (1 + person % 700, 701 + person % 759);
            csv += &format!("{person},0,{hired},seeking,peer-job\n");
            csv += &format!("{person},{hired},{left},peer-job,\n");
        }
        let table = Table::from_csv(&csv).expect("a table");
        Histories::from_intervals(&table, &IntervalColumns::default(), None).expect("histories")
    };
    let mut table = batch(0).summarise(&SummariseOptions::default()).expect("a risk table");
    for number in 1..batches {
        table.update(&batch(500 * number)).expect("the same states");
    }
    assert_eq!(table.transitions(), u64::from(500 * batches));
}

/// Reads a document made to hurt.
fn refuse(document: &str) {
    let standard = |requirement: &str| {
        let head = r#"{"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X""#;
        Standard::from_json(&format!("{head}, \"requirement\": {requirement}}}")).map(|_| ())
    };
    let all = |one: &str, count: usize| {
        let parts = vec![one; count].join(",");
        standard(&format!(r#"{{"id": "all", "all": [{parts}]}}"#))
    };
    let read = match document {
        "depth" => standard(&r#"{"id": "n", "not": "#.repeat(10_000)),
        "objects" => all("{}", 120_000),
        "a million nodes" => all(r#"{"id":"n"}"#, 1_000_000),
        "problems of a dossier" => {
            let entries = vec!["{}"; 40_000].join(",");
            let text = format!(r#"{{"format": "peerpath/dossier/1", "hours": [{entries}]}}"#);
            Dossier::from_json(&text).map(|_| ())
        }
        other => panic!("no such document: {other}"),
    };
    assert!(read.is_err());
}

/// Ten times as many dossiers take no more memory, but for what the allocator keeps in reserve.
#[test]
fn a_stream_of_dossiers_takes_the_same_memory_however_long_it_is() {
    let Some((few, many)) = most("assess 10000").zip(most("assess 100000")) else { return };
    assert!(many < few + 2_000, "{few} kB for 10,000 dossiers, {many} kB for 100,000");
}

/// A risk table grows with the days, not with the rows.
#[test]
fn a_stream_of_histories_takes_the_same_memory_however_long_it_is() {
    let Some((few, many)) = most("count 20").zip(most("count 200")) else { return };
    assert!(many < few + 2_000, "{few} kB for 20 batches, {many} kB for 200");
}

#[test]
fn documents_made_to_hurt_take_bounded_memory() {
    for document in ["depth", "objects", "a million nodes", "problems of a dossier"] {
        let Some(most) = most(&format!("refuse {document}")) else { return };
        assert!(most < 150_000, "{document}: {most} kB");
    }
}
