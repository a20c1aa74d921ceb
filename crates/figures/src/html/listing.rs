//! What is set as a program, under the picture: its lines, those marked that make it concurrent or parallel, and what each
//! kind of them does. Pointing at one shows it in the picture, which is the style sheet's work alone.

use meanwhile_picture::svg::escaped;
use meanwhile_programs::{Mark, Program, Refusal, Style, write};
use meanwhile_words::{say, text};

use crate::Shown;

/// The style that stands in the page before any is chosen.
const FIRST: Style = Style::PythonAsyncio;

/// The choice between languages, and the program as it stands in the page before any script.
pub(super) fn programs(shown: &Shown) -> String {
    let Some(panel) = shown.panels.first().filter(|_| shown.figure.has_programs()) else {
        return String::new();
    };
    let choice = |style: Style| {
        let id = style.id();
        let label = say(&["program.style.", &id].concat(), &[]);
        format!(
            "<button type=\"button\" data-program=\"{id}\" aria-pressed=\"{}\">{label}</button>",
            style == FIRST
        )
    };
    format!(
        "<div class=\"program\"><div class=\"styles\" role=\"group\" aria-label=\"{}\">{}</div>\
         <div class=\"listing\">{}</div></div>",
        text("program.styles"),
        Style::ALL.map(choice).concat(),
        listing(shown.figure.id(), &write(&panel.trace.scenario, FIRST))
    )
}

/// A program, or the sentence that says why there is none. `figure` keeps the choices of several on a page apart.
pub fn listing(figure: &str, program: &Result<Program, Refusal>) -> String {
    match program {
        Ok(program) => {
            let lines: String = program.lines.iter().map(line).collect();
            format!(
                "{}<pre tabindex=\"0\" role=\"group\" aria-label=\"{}\"><code>{lines}</code></pre>",
                marks(figure, program),
                text("program.text")
            )
        }
        Err(refusal) => {
            let sentence = say(&["program.refused.", refusal.key()].concat(), &[]);
            format!("<p class=\"refused\">{sentence}</p>")
        }
    }
}

fn line(line: &meanwhile_programs::Line) -> String {
    let text = escaped(&line.text);
    match line.mark {
        Some(mark) => format!("<span class=\"marked\" data-mark=\"{}\">{text}</span>\n", mark.name()),
        None => format!("{text}\n"),
    }
}

/// The kinds of marked lines that there are, to be shown one at a time.
fn marks(figure: &str, program: &Program) -> String {
    let entry = |value: &str, text: &str, checked: &str| {
        format!(
            "<label data-mark=\"{value}\"><input type=\"radio\" name=\"{figure}-mark\" value=\"{value}\"{checked}>\
             <span>{text}</span></label>"
        )
    };
    let kinds: String =
        program.marks().into_iter().map(|mark| entry(mark.name(), &said(mark, program), "")).collect();
    let all = entry("all", text("program.mark.all"), " checked");
    format!(
        "<div class=\"marks\" role=\"radiogroup\" aria-label=\"{}\">{all}{kinds}</div>",
        text("program.mark.kinds")
    )
}

fn said(mark: Mark, program: &Program) -> String {
    let who = if program.is_loop { "loop" } else { "pool" };
    let key = ["program.mark.", mark.name()].concat();
    match mark {
        Mark::Start | Mark::Workers | Mark::Wait => say(&[&key, ".", who].concat(), &[]),
        Mark::Cores | Mark::Lock | Mark::Channel => say(&key, &[]),
    }
}
