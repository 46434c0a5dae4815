//! Tables for people: aligned text, HTML, LaTeX.

use peerpath::Table;
use pyo3::prelude::*;

use crate::cells;
use crate::error::attached;
use crate::html::escaped;

/// Cells as texts, with the header and what is flush right.
pub(crate) struct Grid {
    columns: Vec<Column>,
    rows: usize,
    all_rows: usize,
}

struct Column {
    name: String,
    right: bool,
    cells: Vec<String>,
}

impl Grid {
    /// The first rows of a table, at most `most`.
    pub(crate) fn of(py: Python<'_>, table: &Table, most: usize) -> PyResult<Grid> {
        attached(py, || Grid::read(py, table, most))
    }

    fn read(py: Python<'_>, table: &Table, most: usize) -> PyResult<Grid> {
        let all_rows = table.row_count();
        let rows = all_rows.min(most);
        let schema = table.schema();
        let mut columns = Vec::new();
        for (index, field) in schema.fields().iter().enumerate() {
            let mut cells = Vec::with_capacity(rows);
            for batch in table.batches() {
                let wanted = batch.num_rows().min(rows - cells.len());
                cells.extend(cells::texts(py, &batch.column(index).slice(0, wanted))?);
            }
            let right = cells::is_number(field.data_type());
            columns.push(Column { name: field.name().clone(), right, cells });
        }
        Ok(Grid { columns, rows, all_rows })
    }

    /// Aligned text: the header, the rows, and how many there are.
    pub(crate) fn text(&self) -> String {
        const WIDEST: usize = 40;
        let widths: Vec<usize> = self
            .columns
            .iter()
            .map(|column| {
                let cells = column.cells.iter().chain([&column.name]);
                cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(WIDEST)
            })
            .collect();
        let line = |cell: &dyn Fn(&Column) -> String| {
            let cells = self.columns.iter().zip(&widths).map(|(column, &width)| {
                let text = shortened(&cell(column), width);
                if column.right { format!("{text:>width$}") } else { format!("{text:<width$}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut lines = vec![line(&|column| column.name.clone())];
        lines.extend((0..self.rows).map(|row| line(&|column| column.cells[row].clone())));
        lines.push(self.caption());
        lines.join("\n")
    }

    fn caption(&self) -> String {
        let counted = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            _ => format!("{count} {noun}s"),
        };
        let size =
            format!("{}, {}", counted(self.all_rows, "row"), counted(self.columns.len(), "column"));
        if self.rows < self.all_rows {
            format!("… {size}; the first {} shown", self.rows)
        } else {
            format!("[{size}]")
        }
    }

    /// An HTML table without scripts or styles of its own.
    pub(crate) fn html(&self) -> String {
        let cell = |tag: &str, column: &Column, text: &str| {
            let side = if column.right {
                " style=\"text-align: right\""
            } else {
                " style=\"text-align: left\""
            };
            format!("<{tag}{side}>{}</{}>", escaped(text), tag.split(' ').next().unwrap_or(tag))
        };
        let mut html = "<table class=\"peerpath\">\n<thead><tr>".to_owned();
        for column in &self.columns {
            html.push_str(&cell("th scope=\"col\"", column, &column.name));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for row in 0..self.rows {
            html.push_str("<tr>");
            for column in &self.columns {
                html.push_str(&cell("td", column, &column.cells[row]));
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>");
        if self.rows < self.all_rows {
            html.push_str(&format!("\n<p>{}</p>", self.caption()));
        }
        html
    }

    /// A LaTeX tabular with the rules of the package booktabs.
    pub(crate) fn latex(&self) -> String {
        let sides: String =
            self.columns.iter().map(|column| if column.right { 'r' } else { 'l' }).collect();
        let line = |cell: &dyn Fn(&Column) -> String| {
            let cells = self.columns.iter().map(|column| latex_escaped(&cell(column)));
            format!("{} \\\\\n", cells.collect::<Vec<_>>().join(" & "))
        };
        let mut latex = format!("\\begin{{tabular}}{{{sides}}}\n\\toprule\n");
        latex.push_str(&line(&|column| column.name.clone()));
        latex.push_str("\\midrule\n");
        for row in 0..self.rows {
            latex.push_str(&line(&|column| column.cells[row].clone()));
        }
        latex.push_str("\\bottomrule\n\\end{tabular}");
        latex
    }
}

fn shortened(text: &str, width: usize) -> String {
    let line: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    match line.char_indices().nth(width) {
        None => line,
        Some(_) => line.chars().take(width.saturating_sub(1)).chain(['…']).collect(),
    }
}

fn latex_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => escaped.extend(['\\', letter]),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
