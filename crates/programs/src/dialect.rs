//! How each style says the same things, as data. In each text `{n}` is a number, `{U}` the unit, `{f}` the name of a
//! function, `{s}` that of something shared; what stands behind `¶` is the line's mark.

use crate::Style;

/// How a style says things.
pub(crate) struct Dialect {
    pub(crate) indent: &'static str,
    /// Between two functions.
    pub(crate) blank_lines: usize,
    pub(crate) case: Case,
    pub(crate) function: (&'static str, &'static str),
    pub(crate) nothing: &'static str,
    pub(crate) compute: &'static str,
    pub(crate) wait: &'static str,
    pub(crate) emit: &'static str,
    pub(crate) yields: &'static str,
    pub(crate) repeat: (&'static str, &'static str),
    /// What only one can hold, and what several can.
    pub(crate) lock: Held,
    pub(crate) semaphore: Held,
    pub(crate) channel: &'static str,
    pub(crate) send: &'static str,
    pub(crate) receive: &'static str,
}

/// How something is held.
pub(crate) struct Held {
    /// How it is made.
    pub(crate) make: &'static str,
    /// Lines before what is done meanwhile, and after it.
    pub(crate) before: &'static [&'static str],
    pub(crate) after: &'static [&'static str],
    /// Whether what is done meanwhile is indented.
    pub(crate) is_block: bool,
}

/// How names are written: of functions, of the unit, of what is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `get_profile`, `SECOND`, `phone`.
    Python,
    /// `getProfile`, `SECOND`, `phone`.
    JavaScript,
    /// `getProfile`, `SECOND`, `PHONE`.
    JavaScriptSlots,
    /// `get_profile`, `SECOND`, `PHONE`.
    Rust,
    /// `getProfile`, `second`, `phone`.
    Go,
}

pub(crate) fn of(style: Style) -> &'static Dialect {
    match style {
        Style::PythonAsyncio => &ASYNCIO,
        Style::PythonThreads => &PYTHON_THREADS,
        Style::PythonProcesses => &PROCESSES,
        Style::JavaScriptEventLoop => &EVENT_LOOP,
        Style::JavaScriptWorkers => &WORKERS,
        Style::RustThreads | Style::RustRayon => &RUST_THREADS,
        Style::RustAsync => &ASYNC,
        Style::Go => &GO,
    }
}

const PYTHON_HOLD: Held =
    Held { make: "", before: &["with {s}:  # nobody else meanwhile ¶lock"], after: &[], is_block: true };

const PYTHON_THREADS: Dialect = Dialect {
    indent: "    ",
    blank_lines: 2,
    case: Case::Python,
    function: ("def {f}():", ""),
    nothing: "pass",
    compute: "compute({n} * {U})",
    wait: "time.sleep({n} * {U})  # the thread waits ¶wait",
    emit: "emit()",
    yields: "time.sleep(0)",
    repeat: ("for _ in range({n}):", ""),
    lock: Held { make: "{s} = threading.Lock()", ..PYTHON_HOLD },
    semaphore: Held { make: "{s} = threading.Semaphore({n})", ..PYTHON_HOLD },
    channel: "{s} = Queue({n})",
    send: "{s}.put(None)  # waits while it is full ¶channel",
    receive: "{s}.get()  # waits until there is something ¶channel",
};

const PROCESSES: Dialect = Dialect {
    wait: "time.sleep({n} * {U})  # the process waits ¶wait",
    lock: Held { make: "{s} = Lock()", ..PYTHON_HOLD },
    semaphore: Held { make: "{s} = Semaphore({n})", ..PYTHON_HOLD },
    ..PYTHON_THREADS
};

const ASYNCIO_HOLD: Held =
    Held { before: &["async with {s}:  # nobody else meanwhile ¶lock"], ..PYTHON_HOLD };

const ASYNCIO: Dialect = Dialect {
    function: ("async def {f}():", ""),
    wait: "await asyncio.sleep({n} * {U})  # the loop goes on with others ¶wait",
    yields: "await asyncio.sleep(0)",
    lock: Held { make: "{s} = asyncio.Lock()", ..ASYNCIO_HOLD },
    semaphore: Held { make: "{s} = asyncio.Semaphore({n})", ..ASYNCIO_HOLD },
    channel: "{s} = asyncio.Queue({n})",
    send: "await {s}.put(None)  # waits while it is full ¶channel",
    receive: "await {s}.get()  # waits until there is something ¶channel",
    ..PYTHON_THREADS
};

const EVENT_LOOP_HOLD: Held = Held {
    make: "const {s} = new Semaphore({n});",
    before: &["await {s}.acquire(); // nobody else meanwhile ¶lock"],
    after: &["{s}.release(); ¶lock"],
    is_block: false,
};

const EVENT_LOOP: Dialect = Dialect {
    indent: "  ",
    blank_lines: 1,
    case: Case::JavaScript,
    function: ("async function {f}() {", "}"),
    nothing: "",
    compute: "compute({n} * {U});",
    wait: "await sleep({n} * {U}); // the loop goes on with others ¶wait",
    emit: "emit();",
    yields: "await yields();",
    repeat: ("for (let i = 0; i < {n}; i++) {", "}"),
    lock: EVENT_LOOP_HOLD,
    semaphore: EVENT_LOOP_HOLD,
    channel: "const {s} = new Channel({n});",
    send: "await {s}.send(); // waits while it is full ¶channel",
    receive: "await {s}.receive(); // waits until there is something ¶channel",
};

const SLOT_HOLD: Held = Held {
    make: "shared[{s}] = {n};",
    before: &["acquire({s}); // nobody else meanwhile ¶lock"],
    after: &["release({s}); ¶lock"],
    is_block: false,
};

const WORKERS: Dialect = Dialect {
    case: Case::JavaScriptSlots,
    function: ("function {f}() {", "}"),
    wait: "sleep({n} * {U}); // the worker waits ¶wait",
    yields: "",
    lock: SLOT_HOLD,
    semaphore: SLOT_HOLD,
    channel: "shared[{s}_ROOM] = {n};",
    send: "acquire({s}_ROOM), release({s}); // waits while it is full ¶channel",
    receive: "acquire({s}), release({s}_ROOM); // waits until there is something ¶channel",
    ..EVENT_LOOP
};

const RUST_THREADS: Dialect = Dialect {
    indent: "    ",
    blank_lines: 1,
    case: Case::Rust,
    function: ("fn {f}() {", "}"),
    nothing: "",
    compute: "compute({n} * {U});",
    wait: "thread::sleep({n} * {U}); // the thread waits ¶wait",
    emit: "emit();",
    yields: "",
    repeat: ("for _ in 0..{n} {", "}"),
    lock: Held {
        make: "static {s}: Mutex<()> = Mutex::new(());",
        before: &["{", "    let _held = {s}.lock().unwrap(); // nobody else meanwhile ¶lock"],
        after: &["}"],
        is_block: true,
    },
    semaphore: Held {
        make: "static {s}: Semaphore = Semaphore::new({n});",
        before: &["{s}.acquire(); // waits until there is one ¶lock"],
        after: &["{s}.release(); ¶lock"],
        is_block: false,
    },
    channel: "static {s}: LazyLock<Channel> = LazyLock::new(|| Channel::new({n}));",
    send: "{s}.send(); // waits while it is full ¶channel",
    receive: "{s}.receive(); // waits until there is something ¶channel",
};

const ASYNC: Dialect = Dialect {
    function: ("async fn {f}() {", "}"),
    wait: "sleep({n} * {U}).await; // the loop goes on with others ¶wait",
    yields: "yield_now().await;",
    lock: Held {
        make: "static {s}: Mutex<()> = Mutex::const_new(());",
        before: &["{", "    let _held = {s}.lock().await; // nobody else meanwhile ¶lock"],
        after: &["}"],
        is_block: true,
    },
    semaphore: Held {
        make: "static {s}: Semaphore = Semaphore::const_new({n});",
        before: &["{", "    let _held = {s}.acquire().await; // waits until there is one ¶lock"],
        after: &["}"],
        is_block: true,
    },
    send: "{s}.send().await; // waits while it is full ¶channel",
    receive: "{s}.receive().await; // waits until there is something ¶channel",
    ..RUST_THREADS
};

const GO: Dialect = Dialect {
    indent: "\t",
    blank_lines: 1,
    case: Case::Go,
    function: ("func {f}() {", "}"),
    nothing: "",
    compute: "compute({n} * {U})",
    wait: "time.Sleep({n} * {U}) // only this goroutine waits ¶wait",
    emit: "emit()",
    yields: "runtime.Gosched()",
    repeat: ("for range {n} {", "}"),
    lock: Held {
        make: "var {s} sync.Mutex",
        before: &["{s}.Lock() // nobody else meanwhile ¶lock"],
        after: &["{s}.Unlock() ¶lock"],
        is_block: false,
    },
    semaphore: Held {
        make: "var {s} = make(chan struct{}, {n})",
        before: &["{s} <- struct{}{} // waits until there is one ¶lock"],
        after: &["<-{s} ¶lock"],
        is_block: false,
    },
    channel: "var {s} = make(chan struct{}, {n})",
    send: "{s} <- struct{}{} // waits while it is full ¶channel",
    receive: "<-{s} // waits until there is something ¶channel",
};
