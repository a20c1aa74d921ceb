// Loads the module that carries runs out, or gives up after a while. Rust has no `import()` of its own.
let attempts = 0;

export function load(module, engine, limitMs, onProgress, onLoaded, onFailed) {
  const address = new URL(module, document.baseURI);
  // A browser may remember that an address failed, so each attempt has another one.
  if (attempts++) address.search = `attempt=${attempts}`;
  let waiting = true;
  const once = (tell) => (value) => {
    if (waiting) tell(value);
    waiting = false;
  };
  setTimeout(once(onFailed), limitMs);
  import(address)
    .then(async (loaded) => {
      await loaded.default();
      return new loaded.Runner(address.href, new URL(engine, document.baseURI).href, onProgress);
    })
    .then(once(onLoaded), once((error) => onFailed(String(error))));
}

// What a picture is drawn with. The colours are the style sheet's.
export function cleared(canvas) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  return context;
}

export function colours(canvas, workers) {
  return [...Array(workers).keys()].map((worker) => {
    canvas.className = `task-${worker}`;
    return getComputedStyle(canvas).color;
  });
}
