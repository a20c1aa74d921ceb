// Loads the module that writes programs, with its texts in the page's language, when the first one is asked for, and has one
// written. Rust has no `import()` of its own. A browser may remember that an address failed, so each attempt has another one.
let attempts = 0;
let loading;

const load = async () => {
  // A page below the site's own says where that is.
  const { lang, dataset } = document.documentElement;
  const code = new URL("code/", new URL(dataset.site ?? "", document.baseURI));
  const texts = fetch(new URL(`words-${lang}.txt`, code));
  const module = await import(new URL(`code.js${attempts++ ? `?attempt=${attempts}` : ""}`, code));
  await module.default();
  const response = await texts;
  if (!response.ok) throw new Error(`${response.status}`);
  module.speak(await response.text(), lang);
  return module;
};

export function write(words, names, style, figure, onTold) {
  // The words lie in memory that the page uses again.
  const asked = words.slice();
  loading ??= load();
  loading
    .then((code) => code.listing(asked, names, style, figure))
    .catch(() => {
      loading = undefined;
    })
    .then(onTold);
}
