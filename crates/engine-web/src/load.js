// Loads the module that carries runs out, with its texts in the page's language, or gives up after a while. Rust has no
// `import()` of its own.
let failures = 0;

const textOf = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
};

export function load(module, engine, cores, limitMs, onTold, onLoaded, onFailed) {
  // A page below the site's own says where that is.
  const site = new URL(document.documentElement.dataset.site ?? "", document.baseURI);
  const address = new URL(module, site);
  const language = document.documentElement.lang;
  const texts = textOf(new URL(`words-${language}.txt`, address));
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
  Promise.all([import(address), texts])
    .then(async ([loaded, said]) => {
      await loaded.default();
      return new loaded.Desk(address.href, new URL(engine, site).href, cores, said, language, onTold);
    })
    .then(once(onLoaded), (error) => fail(String(error)));
}
