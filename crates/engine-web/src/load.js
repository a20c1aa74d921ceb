// Loads the module that carries runs out, or gives up after a while. Rust has no `import()` of its own.
let failures = 0;

export function load(module, engine, cores, limitMs, onTold, onLoaded, onFailed) {
  const address = new URL(module, document.baseURI);
  // A browser may remember that an address failed, so that afterwards another one is needed.
  if (failures) address.search = `attempt=${failures + 1}`;
  let waiting = true;
  const once = (tell) => (value) => {
    if (waiting) tell(value);
    waiting = false;
  };
  const fail = once((said) => {
    failures++;
    onFailed(said);
  });
  if (limitMs) setTimeout(fail, limitMs);
  import(address)
    .then(async (loaded) => {
      await loaded.default();
      return new loaded.Desk(address.href, new URL(engine, document.baseURI).href, cores, onTold);
    })
    .then(once(onLoaded), (error) => fail(String(error)));
}
