//! What the board's cores and workers look like in a story: drawings around the middle of a core and under a worker's head,
//! as big as those of a machine. `body` takes the colour of the task, `marks` are drawn on it and `pins` beside it; `hat` is
//! paper, `thing` is ink.

/// The look of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dress {
    /// A core.
    pub core: &'static str,
    /// What a worker wears or holds, in a drawing whose head is a circle of radius 10 around (0, -16).
    pub worker: &'static str,
}

impl Dress {
    /// A square with pins, like the thing on a board, and people as they are.
    pub const MACHINE: Dress = Dress {
        core: "<path class=\"pins\" d=\"M-7-17v34M0-17v34M7-17v34M-17-7h34M-17 0h34M-17 7h34\"/>\
               <rect class=\"body\" x=\"-13\" y=\"-13\" width=\"26\" height=\"26\" rx=\"4\"/>",
        worker: "",
    };
    /// Stoves, and chefs in their hats.
    pub const KITCHEN: Dress = Dress {
        core: "<path class=\"pins\" d=\"M-12 12v5M12 12v5\"/>\
               <rect class=\"body\" x=\"-16\" y=\"-14\" width=\"32\" height=\"27\" rx=\"3\"/>\
               <path class=\"marks\" d=\"M-12-7a5 2.5 0 1 0 10 0a5 2.5 0 1 0-10 0M2-7a5 2.5 0 1 0 10 0a5 2.5 0 1 0-10 0M-16-1h32M-9 3h18v7h-18z\"/>",
        worker: "<path class=\"hat\" d=\"M-8-23l-1-7a5 5 0 0 1 1-9a7 7 0 0 1 16 0a5 5 0 0 1 1 9l-1 7q-8-3-16 0z\"/>\
                 <path class=\"thing\" d=\"M-8.5-28q8.5-3 17 0\"/>",
    };
    /// Desks with a telephone, and people with a headset.
    pub const OFFICE: Dress = Dress {
        core: "<path class=\"pins\" d=\"M-14 9v8M14 9v8\"/><rect class=\"body\" x=\"-18\" y=\"5\" width=\"36\" height=\"5\" rx=\"1.5\"/>\
               <path class=\"body\" d=\"M-11 4q0-8 6-10h10q6 2 6 10z\"/>\
               <path class=\"body\" d=\"M-14-7q0-7 14-7t14 7v2q-4 2-7 0v-3q-7-2-14 0v3q-3 2-7 0z\"/>\
               <path class=\"marks\" d=\"M-3-1a3 3 0 1 0 6 0a3 3 0 1 0-6 0\"/>",
        worker: "<path class=\"thing\" d=\"M-11.5-16a11.5 11.5 0 0 1 23 0M-11.5-18v5M11.5-18v5M-11.5-13q0 9 8 8.5h2v.1\"/>",
    };
    /// Rooms, and people with a broom.
    pub const HOUSE: Dress = Dress {
        core: "<path class=\"body\" d=\"M-17 0L0-15L17 0h-4v14h-26v-14z\"/>\
               <path class=\"marks\" d=\"M-8 14v-9h7v9M3 3h6v5h-6z\"/>",
        worker: "<path class=\"thing\" d=\"M20-22v35M16 27l1-13h6l1 13zM20 18v8\"/>",
    };
    /// Tills, and people in paper caps.
    pub const COUNTER: Dress = Dress {
        core: "<rect class=\"body\" x=\"-9\" y=\"-16\" width=\"18\" height=\"9\" rx=\"1.5\"/><path class=\"pins\" d=\"M0-7v4\"/>\
               <path class=\"body\" d=\"M-13-3h26l3 12v6h-32v-6z\"/>\
               <path class=\"marks\" d=\"M-8 1h4M-2 1h4M4 1h4M-9 5h4M-2 5h4M5 5h4M-16 10h32\"/>",
        worker: "<path class=\"hat\" d=\"M-11-20l4-9q7-3 14 0l4 9q-11-5-22 0zM-7-22q1-4 7-7\"/>",
    };
}
