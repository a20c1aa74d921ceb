//! The bars of one lane. Their number is bounded by the pixels, not by the spans: what is too short to be seen shares a
//! bar with its neighbours, and is found by halving, so that a chart of a million spans is laid out like one of a
//! thousand.

use meanwhile_sim::{Micros, Span, SpanKind};

use crate::Rect;

use super::Axis;

/// Bars that touch are kept this far apart, so that one sees where one ends.
const SEAM_PX: f32 = 1.0;
/// Spans that are shorter share a bar of this length.
const SHARED_PX: f32 = 2.0;
const LEAST_PX: f32 = 0.75;
/// A letter of the labels in a wide typeface, about; and a bold one, as what executes has.
const LETTER_PX: f32 = 7.2;
const BOLD_LETTER_PX: f32 = 8.3;
/// How many of the spans that share a bar are asked what it should look like.
const ASKED: usize = 16;

/// One span of a lane, or several that share its pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where it is drawn.
    pub rect: Rect,
    /// What happens there; of several spans, one that executes if any does.
    pub span: Span,
    /// The number of its task's colour.
    pub look: usize,
    /// How many spans it stands for.
    pub spans: usize,
    /// The word or letter that fits in, if any.
    pub label: String,
}

/// The word for a span, given the number of its chart and its lane up to it; and its letter, for bars that are too short
/// for the word.
pub type Word<'a> = dyn Fn(usize, &Span, &[Span]) -> (String, String) + 'a;

/// A row of bars.
pub(super) struct Row<'a> {
    pub chart: usize,
    pub axis: Axis,
    pub y: f32,
    pub height: f32,
    /// Of each task.
    pub looks: &'a [usize],
    pub word: Option<&'a Word<'a>>,
}

impl Row<'_> {
    pub(super) fn bars(&self, spans: &[Span]) -> Vec<Bar> {
        let view = self.axis.view;
        let mut index = spans.partition_point(|span| span.to_us <= view.from_us);
        let mut guess = 1;
        let mut bars = Vec::new();
        while let Some(span) = spans.get(index).filter(|span| span.from_us < view.to_us) {
            let from = self.axis.x_of(span.from_us.max(view.from_us));
            let to = self.axis.x_of(span.to_us.min(view.to_us));
            let next =
                if to - from >= SHARED_PX { index + 1 } else { self.end_of_shared(spans, index, guess) };
            let last = &spans[next - 1];
            let to = self.axis.x_of(last.to_us.min(view.to_us));
            bars.push(self.bar(&spans[index..next], &spans[..=index], from, to));
            (index, guess) = (next, next - index);
        }
        bars
    }

    /// The first span after those that lie wholly within the pixels that the one at `index` begins.
    /// `guess` is how many that might be.
    fn end_of_shared(&self, spans: &[Span], index: usize, guess: usize) -> usize {
        let until_us = self.axis.time_at(self.axis.x_of(spans[index].from_us) + SHARED_PX);
        index + leading(&spans[index..], guess, |span| span.to_us <= until_us).max(1)
    }

    fn bar(&self, shared: &[Span], life: &[Span], from: f32, to: f32) -> Bar {
        let width = (to - from - SEAM_PX).max(LEAST_PX);
        let executing = shared.iter().take(ASKED).find(|span| span.kind == SpanKind::Executing);
        let span = *executing.unwrap_or(&shared[0]);
        let label = match self.word {
            Some(word) if shared.len() == 1 && width > BOLD_LETTER_PX => {
                fitting(word(self.chart, &span, life), span.kind, width)
            }
            _ => String::new(),
        };
        let rect = Rect { x: from, y: self.y, width, height: self.height };
        let look = self.looks.get(span.task as usize).copied().unwrap_or(0);
        Bar { rect, span, look, spans: shared.len(), label }
    }
}

/// How many spans at the beginning are so; all of those after them are not. It begins at a guess and looks ever further
/// away from it before it halves: what is far away in a long run has to come from memory, and neighbours share about as
/// many.
fn leading(spans: &[Span], guess: usize, is_so: impl Fn(&Span) -> bool) -> usize {
    let guess = guess.min(spans.len());
    let (mut from, mut to) = (guess, guess);
    let mut further = 1;
    while to < spans.len() && is_so(&spans[to]) {
        from = to + 1;
        to = spans.len().min(to + further);
        further *= 2;
    }
    while from <= guess && from > 0 && !is_so(&spans[from - 1]) {
        to = from - 1;
        from = from.saturating_sub(further);
        further *= 2;
    }
    from + spans[from..to].partition_point(is_so)
}

fn fitting((word, letter): (String, String), kind: SpanKind, width: f32) -> String {
    let letter_px = if kind == SpanKind::Executing { BOLD_LETTER_PX } else { LETTER_PX };
    let fits = |text: &String| text.chars().count() as f32 * letter_px + 6.0 <= width;
    [word, letter].into_iter().find(fits).unwrap_or_default()
}

/// How many waits lie before the last span of a life. Of a long life only the beginning is looked at: what words depend
/// on this tell the first compute from the later ones.
pub fn waits_before(life: &[Span]) -> usize {
    let before = &life[..life.len().saturating_sub(1)];
    before.iter().take(ASKED).filter(|span| span.kind == SpanKind::Waiting).count()
}

/// The least stretch of time that a zoomed view may show: its shortest spans are long enough to be read.
pub fn least_view_us(spans: &[Span]) -> Micros {
    const SPANS_IN_VIEW: Micros = 8;
    spans.iter().map(Span::length_us).filter(|us| *us > 0).min().unwrap_or(1).saturating_mul(SPANS_IN_VIEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_spans_are_counted_from_any_guess() {
        let spans: Vec<Span> =
            (0..40).map(|at| Span::new(0, SpanKind::Executing, at, at + 1, None, None)).collect();
        for length in 0..spans.len() {
            for count in 0..=length {
                for guess in 0..=length + 3 {
                    let found = leading(&spans[..length], guess, |span| span.from_us < count as Micros);
                    assert_eq!(found, count, "of {length} from {guess}");
                }
            }
        }
    }
}
