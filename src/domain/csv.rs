//! Tables as text: what was pasted from a sheet or read from a CSV file, and what is written for one. Tabs, semicolons
//! and commas separate; quotes hold what has a separator, a quote or a line's end in it.

/// A table as it was read. Cells may hold passwords: there is no debug text.
#[derive(Default)]
pub struct Sheet {
    /// The rows that are not empty.
    pub rows: Vec<Row>,
    /// Rows beyond the most that are read.
    pub over: usize,
    /// The line where a quote begins that has no end.
    pub unclosed: Option<usize>,
}

/// A row of it.
pub struct Row {
    /// The line of the text where it begins, from 1.
    pub line: usize,
    /// Its cells, as they stand there.
    pub cells: Vec<String>,
}

/// Reads a table, `most` rows of it. What separates the cells is found out from its first row.
pub fn read(text: &str, most: usize) -> Sheet {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { separator: separator(text), most, line: 1, begun: 1, ..Reader::default() };
    let mut all = text.chars().peekable();
    while let Some(c) = all.next() {
        match (c, reader.quoted) {
            ('"', true) if all.peek() == Some(&'"') => {
                all.next();
                reader.cell.push('"');
            }
            ('"', true) => reader.quoted = false,
            (c, true) => reader.inside(c),
            ('"', false) if reader.cell.is_empty() && !reader.was_quoted => reader.open(),
            ('\r', false) if all.peek() == Some(&'\n') => {}
            ('\n' | '\r', false) => reader.end_row(),
            (c, false) if c == reader.separator => reader.end_cell(),
            (c, false) => reader.cell.push(c),
        }
    }
    if reader.quoted {
        reader.sheet.unclosed = Some(reader.quote);
    }
    reader.end_row();
    reader.sheet
}

#[derive(Default)]
struct Reader {
    separator: char,
    most: usize,
    sheet: Sheet,
    cells: Vec<String>,
    cell: String,
    quoted: bool,
    was_quoted: bool,
    line: usize,
    /// The line where the row began.
    begun: usize,
    /// The line where the quote began.
    quote: usize,
}

impl Reader {
    fn open(&mut self) {
        self.quoted = true;
        self.was_quoted = true;
        self.quote = self.line;
    }

    fn inside(&mut self, c: char) {
        self.line += usize::from(c == '\n');
        self.cell.push(c);
    }

    fn end_cell(&mut self) {
        self.was_quoted = false;
        self.cells.push(std::mem::take(&mut self.cell));
    }

    fn end_row(&mut self) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        let line = std::mem::replace(&mut self.begun, self.line + 1);
        self.line += 1;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if self.sheet.rows.len() < self.most {
            self.sheet.rows.push(Row { line, cells });
        } else {
            self.sheet.over += 1;
        }
    }
}

/// A tab where there is one: sheets paste so. Else what stands more often in the first row.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let open: String = first
        .chars()
        .filter(|c| {
            quoted ^= *c == '"';
            !quoted
        })
        .collect();
    let count = |c: char| open.matches(c).count();
    if count('\t') > 0 {
        '\t'
    } else if count(';') > count(',') {
        ';'
    } else {
        ','
    }
}

/// Writes a table as CSV with commas. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
pub fn write<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> String {
    let mut out = String::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            push(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out
}

fn push(out: &mut String, cell: &str) {
    let harmful = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let quoted = cell.contains(['"', ',', ';', '\t', '\r', '\n']) || cell != cell.trim();
    if quoted {
        out.push('"');
    }
    if harmful {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}

#[cfg(test)]
mod tests;
