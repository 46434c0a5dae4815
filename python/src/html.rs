//! What notebooks show of an answer: a heading, tables and paragraphs.

use std::fmt::Display;

/// HTML under way. What it is made of is escaped, but for what is said to be HTML.
pub(crate) struct Html(String);

impl Html {
    /// Begins with a paragraph of HTML.
    pub(crate) fn new(heading: &str) -> Html {
        Html(format!("<div class=\"peerpath\"><p>{heading}</p>"))
    }

    /// A table with these heads of columns and rows of cells of HTML.
    pub(crate) fn table(&mut self, heads: &[&str], rows: &[Vec<String>]) {
        self.0.push_str("<table><thead>");
        self.row("th", heads);
        self.0.push_str("</thead><tbody>");
        rows.iter().for_each(|row| self.row("td", row));
        self.0.push_str("</tbody></table>");
    }

    fn row(&mut self, tag: &str, cells: &[impl Display]) {
        self.0.push_str("<tr>");
        for cell in cells {
            self.0.push_str(&format!("<{tag}>{cell}</{tag}>"));
        }
        self.0.push_str("</tr>");
    }

    /// A paragraph of text.
    pub(crate) fn paragraph(&mut self, text: &str) {
        self.0.push_str(&format!("<p>{}</p>", escaped(text)));
    }

    /// Whatever else there is, as HTML.
    pub(crate) fn push(&mut self, html: &str) {
        self.0.push_str(html);
    }

    pub(crate) fn finish(self) -> String {
        self.0 + "</div>"
    }
}

/// The name of a standard and its version, as HTML.
pub(crate) fn standard(id: &str, version: &str) -> String {
    format!("<b>{}</b> {}", escaped(id), escaped(version))
}

/// Of whom an answer speaks, where that is said, and as of which day, as HTML.
pub(crate) fn of_whom(person: Option<&str>, as_of: impl Display) -> String {
    let person = person.map_or_else(String::new, |who| format!(" for {}", escaped(who)));
    format!("{person} as of {as_of}")
}

/// A requirement by its title, with a remark, and what it asks for, as HTML.
pub(crate) fn requirement(title: &str, remark: &str, required: &str) -> String {
    format!("<b>{}</b>{remark}<br>{}", escaped(title), escaped(required))
}

/// A text as HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
