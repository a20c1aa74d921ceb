// Loads the module that writes programs, when the first one is asked for, and has one written. Rust has no `import()` of
// its own. A browser may remember that an address failed, so each attempt has another one.
let attempts = 0;
let loading;

export function write(words, names, style, figure, onTold) {
  // The words lie in memory that the page uses again.
  const asked = words.slice();
  loading ??= import(new URL(`code/code.js${attempts++ ? `?attempt=${attempts}` : ""}`, document.baseURI)).then(
    async (code) => {
      await code.default();
      return code;
    },
  );
  loading
    .then((code) => code.listing(asked, names, style, figure))
    .catch(() => {
      loading = undefined;
    })
    .then(onTold);
}
