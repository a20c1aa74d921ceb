//! What stands below the options in the help: examples, and what cannot be said in one line.

/// Of the program, with what its exit statuses mean.
pub(super) const EXAMPLES: &str = "\
Examples:
  meanwhile presets
  meanwhile simulate two-tabs --workers 2 --cores 2
  meanwhile simulate my.json --format json | jq .makespan_us
  meanwhile compare two-tabs
  meanwhile sweep two-tabs --workers 1..8
  meanwhile program two-tabs --language python --style asyncio

Exit status:
  0  all is well
  1  the output cannot be written
  2  bad input: one line says where and what
  3  the simulated run ends in a deadlock";

/// Of `meanwhile simulate`.
pub(super) const SIMULATE_EXAMPLES: &str = "\
Examples:
  meanwhile simulate two-tabs
  meanwhile simulate two-tabs --waiting blocking --set io=3000
  meanwhile simulate ten-and-twenty --workers 2 --slicing 1s --format ascii
  meanwhile simulate - --format json < my.json

After a deadlock the exit status is 3; who holds what and who waits for what is printed
all the same.";

/// Of `meanwhile compare`.
pub(super) const COMPARE_EXAMPLES: &str = "\
Examples:
  meanwhile compare two-tabs
  meanwhile compare my.json --workers 4 --format csv

A mode sets workers, cores, waiting and slicing; all else is as in the scenario.";

/// Of `meanwhile program`.
pub(super) const PROGRAM_EXAMPLES: &str = "\
Examples:
  meanwhile program two-tabs
  meanwhile program one-phone --language rust --style threads
  meanwhile program clicks --language javascript --set chunks=10

Languages and their styles:
  python      asyncio, threads, processes
  javascript  event-loop, workers   (Node)
  rust        threads, rayon, async
  go          goroutines

Without --style it is the first style of the language that can do what the scenario says.";

/// Of `meanwhile sweep`.
pub(super) const SWEEP_EXAMPLES: &str = "\
Examples:
  meanwhile sweep ten-and-twenty --workers 1..4 --cores 4
  meanwhile sweep two-tabs --cores 1..4 --workers 4
  meanwhile sweep two-tabs --set io=0..10000 --format csv

Both ends belong to a range: 1..4 is 1, 2, 3, 4. A parameter goes in its own steps.";

/// Of `meanwhile link`.
pub(super) const LINK_EXAMPLES: &str = "\
Examples:
  meanwhile link two-tabs --workers 2
  meanwhile link my.json --site https://example.org/meanwhile/

An address that carries a scenario stands wherever a file may stand.";

/// Of `meanwhile render`.
pub(super) const RENDER_EXAMPLES: &str = "\
Examples:
  meanwhile render two-tabs --theme light
  meanwhile render two-tabs --workers 2 --cores 2 --width 480
  meanwhile render fig=workers&workers=3&cores=2&t=12000
  meanwhile render my.json --out my.png

A shell wants an address with & in it between quotes.";
