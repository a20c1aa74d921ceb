// Loads the module that carries runs out, or gives up after a while. Rust has no `import()` of its own.
let attempts = 0;

export function load(module, engine, cores, limitMs, onTold, onLoaded, onFailed) {
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
      return new loaded.Desk(address.href, new URL(engine, document.baseURI).href, cores, onTold);
    })
    .then(once(onLoaded), once((error) => onFailed(String(error))));
}
