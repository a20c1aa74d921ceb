//! The languages, and by which of their means a scenario is written.

/// A language, and by which of its means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// One event loop.
    PythonAsyncio,
    /// A pool of threads, which execute at once only where the interpreter's lock is let go.
    PythonThreads,
    /// A pool of processes.
    PythonProcesses,
    /// One event loop, in Node.
    JavaScriptEventLoop,
    /// Worker threads, in Node.
    JavaScriptWorkers,
    /// Scoped threads of the standard library.
    RustThreads,
    /// Rayon's pool of threads.
    RustRayon,
    /// Tokio's event loop, or several.
    RustAsync,
    /// Goroutines.
    Go,
}

use Style::{
    Go, JavaScriptEventLoop, JavaScriptWorkers, PythonAsyncio, PythonProcesses, PythonThreads, RustAsync,
    RustRayon, RustThreads,
};

impl Style {
    /// All of them, by language.
    pub const ALL: [Style; 9] = [
        PythonAsyncio,
        PythonThreads,
        PythonProcesses,
        JavaScriptEventLoop,
        JavaScriptWorkers,
        RustThreads,
        RustRayon,
        RustAsync,
        Go,
    ];

    /// The language, as it is written on the command line.
    pub fn language(self) -> &'static str {
        match self {
            PythonAsyncio | PythonThreads | PythonProcesses => "python",
            JavaScriptEventLoop | JavaScriptWorkers => "javascript",
            RustThreads | RustRayon | RustAsync => "rust",
            Go => "go",
        }
    }

    /// By which of its means, as it is written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            PythonAsyncio => "asyncio",
            PythonThreads | RustThreads => "threads",
            PythonProcesses => "processes",
            JavaScriptEventLoop => "event-loop",
            JavaScriptWorkers => "workers",
            RustRayon => "rayon",
            RustAsync => "async",
            Go => "goroutines",
        }
    }

    /// Language and means in one word, for names of files and in the page.
    pub fn id(self) -> String {
        [self.language(), "-", self.name()].concat()
    }

    /// The style with that [`Style::id`].
    pub fn find(id: &str) -> Option<Style> {
        Style::ALL.into_iter().find(|style| style.id() == id)
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self.language() {
            "python" => "py",
            "javascript" => "mjs",
            "rust" => "rs",
            _ => "go",
        }
    }

    /// Whether it is an event loop: a task that waits lets its worker go.
    pub(crate) fn is_loop(self) -> bool {
        matches!(self, PythonAsyncio | JavaScriptEventLoop | RustAsync)
    }

    /// Whether its event loop is one, however many cores there are.
    pub(crate) fn is_one_loop(self) -> bool {
        matches!(self, PythonAsyncio | JavaScriptEventLoop)
    }

    pub(crate) fn template(self) -> &'static str {
        match self {
            PythonAsyncio => include_str!("../templates/asyncio.py"),
            PythonThreads => include_str!("../templates/threads.py"),
            PythonProcesses => include_str!("../templates/processes.py"),
            JavaScriptEventLoop => include_str!("../templates/event-loop.mjs"),
            JavaScriptWorkers => include_str!("../templates/workers.mjs"),
            RustThreads => include_str!("../templates/threads.rs"),
            RustRayon => include_str!("../templates/rayon.rs"),
            RustAsync => include_str!("../templates/async.rs"),
            Go => include_str!("../templates/goroutines.go"),
        }
    }
}
