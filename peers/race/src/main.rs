//! The simulator against other engines: 64 tasks of 1000 computes and waits on 4 cores, round robin.
//!
//! `cargo run --release -p meanwhile-race -- [--simpy FOLDER] [--wasm FOLDER] [--page FOLDER]`
//!
//! The sides run in turns, so that other load on the machine hits all of them, and the best time of each counts.
//! All must report the same number of events, the same makespan and the same sum of end times, or there is no result.
//! Who is not there is left out: SimPy needs Python and the folder into which it was installed, WebAssembly needs Node
//! and the folder of the module (`cargo xtask bench` sees to all of that).

mod child;
mod engines;
mod recompute;

use child::Child;
use engines::{Workload, heap, nexosim, ours, simu};
use meanwhile_peer_cases::{Answer, Case};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// What goes wrong here is told to a developer and ends the race, so a sentence is enough.
type Result<T> = std::result::Result<T, String>;

/// A run: how long it took, and what it found. Taking down and checking the result are not in the time.
type Timed = (Duration, Answer);

/// One competitor.
struct Side {
    name: &'static str,
    run: Box<dyn FnMut() -> Result<Timed>>,
    /// It takes part in every so many-th round: a slow one need not run as often to be seen at its best.
    every: usize,
    best: Duration,
}

impl Side {
    fn new(name: &'static str, every: usize, run: impl FnMut() -> Result<Timed> + 'static) -> Side {
        Side { name, run: Box::new(run), every, best: Duration::MAX }
    }
}

/// The folders of those who are not compiled into this program.
#[derive(Default)]
struct Guests {
    simpy: Option<PathBuf>,
    /// The module as fast as possible.
    wasm: Option<PathBuf>,
    /// The module as small as on the page.
    page: Option<PathBuf>,
}

const ROUNDS: usize = 20;

/// How often a side runs when it is its turn: the first run finds the caches full of the side before it.
const RUNS: usize = 3;

fn main() -> ExitCode {
    match Guests::from_arguments().and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(guests: Guests) -> Result<()> {
    keep_memory();
    let mut sides = sides(&guests)?;
    let answer = race(&mut sides)?;
    println!("{answer:?} in every engine\n");
    print_sides(&sides);
    recompute::run(guests.page.as_deref())
}

/// Lets the system's allocator keep what it has been given: glibc's takes the largest block that was ever freed, up to
/// 32 MB, for what is usual. Otherwise every run would ask for its megabytes anew, and what is measured would be how fast
/// the system clears pages. The page's memory is warm, too, when a slider is moved.
fn keep_memory() {
    drop(std::hint::black_box(vec![1_u8; 31 << 20]));
}

fn sides(guests: &Guests) -> Result<Vec<Side>> {
    let (traced, looked_at, untraced) = (Case::round_robin(), Case::round_robin(), Case::round_robin());
    let workload = Workload::of(traced.scenario());
    let (for_heap, for_simu, for_nexosim) = (workload.clone(), workload.clone(), workload.clone());
    let mut sides = vec![
        Side::new("simulator", 1, move || ours::traced(&traced)),
        Side::new("looked at", 1, move || ours::looked_at(&looked_at)),
        Side::new("untraced", 1, move || ours::untraced(&untraced)),
        Side::new("BinaryHeap", 1, move || heap::run(&for_heap)),
        Side::new("simu-des", 2, move || simu::run(&for_simu)),
        Side::new("nexosim", 2, move || nexosim::run(&for_nexosim)),
    ];
    if let Some(folder) = &guests.wasm {
        let mut node = Child::node(folder)?;
        sides.push(Side::new("wasm", 1, move || node.timed("simulate")));
    }
    if let Some(folder) = &guests.simpy {
        let mut python = Child::python(folder, &workload)?;
        sides.push(Side::new("SimPy", 10, move || python.timed("run")));
    }
    Ok(sides)
}

/// All rounds; what everybody found, or who found something else.
fn race(sides: &mut [Side]) -> Result<Answer> {
    let mut agreed = None;
    for round in 0..ROUNDS {
        for side in sides.iter_mut().filter(|side| round % side.every == 0) {
            for _ in 0..RUNS {
                let (took, answer) = (side.run)().map_err(|why| format!("{}: {why}", side.name))?;
                let expected = *agreed.get_or_insert(answer);
                if answer != expected {
                    return Err(format!("{} found {answer:?}, and the others {expected:?}.", side.name));
                }
                side.best = side.best.min(took);
            }
        }
    }
    agreed.ok_or_else(|| "Nobody took part.".to_owned())
}

fn print_sides(sides: &[Side]) {
    println!("{:<12} {:>10} {:>14}", "engine", "best", "÷ simulator");
    for Side { name, best, .. } in sides {
        let ratio = best.as_secs_f64() / sides[0].best.as_secs_f64();
        println!("{name:<12} {:>7.2} ms {ratio:>14.3}", best.as_secs_f64() * 1e3);
    }
}

impl Guests {
    fn from_arguments() -> Result<Guests> {
        let mut guests = Guests::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let folder = arguments.next().map(PathBuf::from);
            match argument.as_str() {
                "--simpy" => guests.simpy = folder,
                "--wasm" => guests.wasm = folder,
                "--page" => guests.page = folder,
                _ => return Err(format!("There is no option {argument}: --simpy, --wasm and --page are.")),
            }
        }
        Ok(guests)
    }
}
