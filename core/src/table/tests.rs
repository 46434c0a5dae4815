#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::sync::Arc;

use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray,
    Float64Array, Int32Array, Int64Array, LargeStringArray, NullArray, RecordBatch, StringArray,
    StringViewArray, TimestampMicrosecondArray, TimestampNanosecondArray, UInt64Array,
};
use arrow_schema::{Field, Schema};

use super::{Table, Times};
use crate::error::{Code, Problems};
use crate::labels::Labels;

fn table(chunks: Vec<ArrayRef>) -> Table {
    let field = Field::new("x", chunks[0].data_type().clone(), true);
    let schema = Arc::new(Schema::new(vec![field]));
    let batches = chunks
        .into_iter()
        .map(|chunk| RecordBatch::try_new(Arc::clone(&schema), vec![chunk]).unwrap())
        .collect();
    Table::from_batches(schema, batches).unwrap()
}

fn numbers(chunks: Vec<ArrayRef>) -> Result<Vec<f64>, Vec<String>> {
    let table = table(chunks);
    let mut reader = table.reader();
    let values = reader.numbers("x");
    reader
        .finish("t")
        .map(|()| values)
        .map_err(|error| error.problems().iter().map(ToString::to_string).collect())
}

fn names(chunks: Vec<ArrayRef>) -> Labels {
    let table = table(chunks);
    let mut reader = table.reader();
    let labels = reader.optional_labels("x");
    reader.finish("t").unwrap();
    labels
}

fn times(chunks: Vec<ArrayRef>) -> Result<Times, String> {
    let table = table(chunks);
    let mut reader = table.reader();
    let times = reader.times("x");
    reader.finish("t").map(|()| times).map_err(|error| error.problems()[0].to_string())
}

#[test]
fn numbers_of_every_type_and_in_chunks() {
    let chunks: Vec<ArrayRef> =
        vec![Arc::new(Int32Array::from(vec![1, 2])), Arc::new(Int32Array::from(vec![3]))];
    assert_eq!(numbers(chunks).unwrap(), [1.0, 2.0, 3.0]);
    let decimal = Decimal128Array::from(vec![11, 1]).with_precision_and_scale(5, 1).unwrap();
    assert_eq!(numbers(vec![Arc::new(decimal)]).unwrap(), [1.1, 0.1]);
    let sliced: ArrayRef = Arc::new(Float64Array::from(vec![1.0, 2.0, 3.0]));
    assert_eq!(numbers(vec![sliced.slice(1, 1)]).unwrap(), [2.0]);
}

#[test]
fn each_bad_cell_is_named_with_its_row_across_chunks() {
    let chunks: Vec<ArrayRef> = vec![
        Arc::new(Float64Array::from(vec![Some(1.0), None])),
        Arc::new(Float64Array::from(vec![f64::NAN, f64::INFINITY, 5.0])),
    ];
    assert_eq!(
        numbers(chunks).unwrap_err(),
        [
            "row 1, column `x`: found nothing, expected a finite number",
            "row 2, column `x`: found NaN, expected a finite number",
            "row 3, column `x`: found inf, expected a finite number",
        ]
    );
    let large: ArrayRef = Arc::new(UInt64Array::from(vec![(1 << 53) + 1]));
    assert!(numbers(vec![large]).unwrap_err()[0].contains("more than a number can hold exactly"));
    let text: ArrayRef = Arc::new(StringArray::from(vec!["1"]));
    assert_eq!(
        numbers(vec![text]).unwrap_err(),
        ["column `x`: found a column of type Utf8, \
          expected a column of which each row is a finite number"]
    );
}

#[test]
fn problems_are_counted_beyond_what_is_kept() {
    let nulls: ArrayRef = Arc::new(NullArray::new(1_000));
    let table = table(vec![nulls]);
    let mut reader = table.reader();
    reader.numbers("x");
    let error = reader.finish("t").unwrap_err();
    assert_eq!((error.count(), error.problems().len()), (1_000, Problems::KEPT));
    assert!(error.message().ends_with("… and 900 more"));
}

#[test]
fn names_of_every_type_are_the_same_names() {
    let expected = Labels::from_names([Some("7"), None, Some("8"), Some("7")]);
    let values = [Some("7"), None, Some("8"), Some("7")];
    let dictionary: DictionaryArray<Int8Type> = values.into_iter().collect();
    let with_int32_keys: DictionaryArray<Int32Type> = values.into_iter().collect();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(values.to_vec())),
        Arc::new(LargeStringArray::from(values.to_vec())),
        Arc::new(StringViewArray::from(values.to_vec())),
        Arc::new(dictionary),
        Arc::new(with_int32_keys),
        Arc::new(Int64Array::from(vec![Some(7), None, Some(8), Some(7)])),
        Arc::new(Int32Array::from(vec![Some(7), None, Some(8), Some(7)])),
        Arc::new(UInt64Array::from(vec![Some(7), None, Some(8), Some(7)])),
        Arc::new(Float64Array::from(vec![7.0, f64::NAN, 8.0, 7.0])),
    ];
    for column in columns {
        let kind = column.data_type().clone();
        assert_eq!(names(vec![column.slice(0, 2), column.slice(2, 2)]), expected, "{kind}");
    }
    let flags: ArrayRef = Arc::new(BooleanArray::from(vec![true, false]));
    assert_eq!(names(vec![flags]).names(), ["true", "false"]);
}

#[test]
fn days_from_dates_timestamps_and_texts() {
    let day = Ok(Times::Days(vec![19_782]));
    let noon = 19_782 * 86_400 + 43_200;
    assert_eq!(times(vec![Arc::new(Date32Array::from(vec![19_782]))]), day);
    assert_eq!(times(vec![Arc::new(Date64Array::from(vec![19_782 * 86_400_000]))]), day);
    assert_eq!(times(vec![Arc::new(StringArray::from(vec!["2024-02-29"]))]), day);
    let midnight = TimestampNanosecondArray::from(vec![19_782 * 86_400_000_000_000]);
    assert_eq!(times(vec![Arc::new(midnight)]), day);
    assert_eq!(
        times(vec![Arc::new(TimestampMicrosecondArray::from(vec![noon * 1_000_000]))]),
        Err("row 0, column `x`: found a moment that is not midnight, expected a date".to_owned())
    );
    let zoned = TimestampMicrosecondArray::from(vec![0]).with_timezone("America/New_York");
    assert!(times(vec![Arc::new(zoned)]).unwrap_err().contains("time zone America/New_York"));
    assert_eq!(
        times(vec![Arc::new(StringArray::from(vec!["2023-02-29"]))]),
        Err("row 0, column `x`: found `2023-02-29`, expected a date".to_owned())
    );
    assert_eq!(times(vec![Arc::new(Int32Array::from(vec![3]))]), Ok(Times::Numbers(vec![3.0])));
}

#[test]
fn csv_cells_take_the_type_that_is_asked_for() {
    let table = Table::from_csv("\u{feff}id,on,score\n007,2024-02-29,1.5\n8,,\n").unwrap();
    let mut reader = table.reader();
    assert_eq!(reader.labels("id").names(), ["007", "8"]);
    assert_eq!(reader.numbers("id"), [7.0, 8.0]);
    assert_eq!(reader.optional_numbers("score"), [Some(1.5), None]);
    assert!(matches!(reader.times("on"), Times::Days(_)));
    let error = reader.finish("t").unwrap_err();
    assert_eq!(error.message(), "t: row 1, column `on`: found nothing, expected a date");
}

#[test]
fn bad_csv_lists_every_ragged_row() {
    let error = Table::from_csv("a,b\n1\n1,2\n1,2,3\n").unwrap_err();
    assert_eq!(error.code(), Code::Table);
    let problems: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "row 0: found 1 cells, expected 2, as in the header",
            "row 2: found 3 cells, expected 2, as in the header",
        ]
    );
    assert_eq!(Table::from_csv("").unwrap_err().code(), Code::Table);
    assert_eq!(Table::from_csv("a,a\n1,2\n").unwrap_err().code(), Code::Table);
    assert_eq!(Table::from_csv_file("no/such/file.csv").unwrap_err().code(), Code::File);
}

#[test]
fn a_missing_column_says_which_there_are() {
    let table = Table::from_csv("person,time\n1,0\n").unwrap();
    let mut reader = table.reader();
    reader.numbers("tme");
    reader.labels("state");
    assert!(!reader.has("state"));
    let error = reader.finish("histories").unwrap_err();
    let problems: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "column `tme`: found no such column, \
             expected one of `person`, `time`; did you mean `time`?",
            "column `state`: found no such column, expected one of `person`, `time`",
        ]
    );
}

#[test]
fn json_columns_go_in_and_out() {
    let text = r#"{"a":[1,2,null],"b":[0.1,2.0,1e+300],"c":["x",null,"z"],"d":[true,false,null],"e":[null,null,null]}"#;
    assert_eq!(Table::from_json(text).unwrap().to_json(), text);
    let nested =
        r#"{"o":[{"k":1,"t":["x"]},null,{}],"l":[[{"on":"2026-01-02"},{"n":[[0.5]]}],[],null]}"#;
    assert_eq!(Table::from_json(nested).unwrap().to_json(), nested);
    let error =
        Table::from_json(r#"{"a": [1, "x"], "b": [1], "c": 3, "d": [[1, "x"]]}"#).unwrap_err();
    let places: Vec<String> =
        error.problems().iter().map(|problem| problem.place().to_string()).collect();
    assert_eq!(places, ["row 1, column `a`", "column `c`", "row 0, column `d`"]);
    let error = Table::from_json(r#"{"a": [1, 2], "b": [1]}"#).unwrap_err();
    assert_eq!(error.message(), "table: column `b`: found 1, expected 2, as in the first column");
    assert_eq!(Table::from_json("[1]").unwrap_err().code(), Code::Document);
}

#[test]
fn a_built_table_has_null_where_there_is_no_number() {
    let built = Table::builder()
        .text("state", ["a", "b"])
        .number("probability", [0.5, f64::NAN])
        .count("n", [3, 4])
        .flag("met", [true, false])
        .day("due", [None, Some(jiff::civil::date(2024, 2, 29))])
        .finish()
        .unwrap();
    assert_eq!(
        built.to_json(),
        r#"{"state":["a","b"],"probability":[0.5,null],"n":[3,4],"met":[true,false],"due":[null,"2024-02-29"]}"#
    );
    let uneven = Table::builder().count("a", [1]).count("b", [1, 2]).finish();
    assert_eq!(uneven.unwrap_err().code(), Code::Internal);
}
