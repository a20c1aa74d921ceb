//! The person at a desk: who they are differs by their hair, what they do shows in eyes, mouth and mug.

use super::Put;
use crate::scene::Mood;

/// Hair for as many people as we have drawn; the next ones begin anew.
const HAIR: [&str; 4] = [
    "M252 82q-2-27 20-27t20 27q-3-12-12-15q-14 6-28 15z",
    "M251 84q-3-30 21-30t21 30l-3 20q4-22-4-33q-14 5-28-1q-8 12-4 34z",
    "M253 78q0-8 4-13q-2-8 6-8q3-6 9-4q6-3 9 3q8 0 7 8q4 6 3 14q-4-8-9-9q-10 3-20 0q-6 2-9 9z",
    "M252 82q-1-25 20-25t20 25q-6-16-20-16t-20 16zM272 57m-8 0a8 8 0 1 1 16 0z",
];

/// Draws a person to the right of the device; `task` is what is on the screen.
pub(super) fn person(out: &mut String, mood: Mood, task: Option<usize>, index: usize) {
    if let (Mood::Busy, Some(task)) = (mood, task) {
        out.put("<path class=\"gaze ").look(task).put("\" d=\"M254 86q-26-4-46 0\"/>");
    }
    out.push_str(
        "<g class=\"person\"><path class=\"body\" d=\"M236 156q2-38 36-38t36 38\"/>\
         <circle class=\"head\" cx=\"272\" cy=\"84\" r=\"21\"/>",
    );
    out.put("<path class=\"hair\" d=\"").put(HAIR[index % HAIR.len()]).put("\"/>");
    out.push_str(match mood {
        // Eyes on the page.
        Mood::Busy => {
            "<circle class=\"eye\" cx=\"262\" cy=\"86\" r=\"2.4\"/><circle class=\"eye\" cx=\"274\" cy=\"86\" r=\"2.4\"/>\
             <path class=\"mouth\" d=\"M263 95h7\"/>"
        }
        // Eyes on the ceiling, and something warm to hold.
        Mood::Waiting => {
            "<circle class=\"eye\" cx=\"269\" cy=\"81\" r=\"2.4\"/><circle class=\"eye\" cx=\"282\" cy=\"81\" r=\"2.4\"/>\
             <path class=\"mouth\" d=\"M271 96q4-2 8 0\"/>\
             <path class=\"mug\" d=\"M240 132h15v14a4 4 0 0 1-4 4h-7a4 4 0 0 1-4-4zM240 135q-7 0-7 5t7 5\"/>\
             <path class=\"steam\" d=\"M244 128q-3-3 0-6t0-6M251 128q-3-3 0-6t0-6\"/>"
        }
        Mood::Free => {
            "<path class=\"mouth\" d=\"M260 87q3-4 6 0M274 87q3-4 6 0M263 94q7 7 14 0\"/>"
        }
    });
    out.push_str("</g>");
}
