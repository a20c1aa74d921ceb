// Loads a module that most readers never need, with its texts in the page's language. Rust has no `import()` of its own.
const coming = new Map();

const textOf = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
};

const bring = async (path, attempt) => {
  // A page below the site's own says where that is.
  const { lang, dataset } = document.documentElement;
  const address = new URL(path, new URL(dataset.site ?? "", document.baseURI));
  const texts = new URL(`words-${lang}.txt`, address);
  // A browser may remember that an address failed, so that afterwards another one is needed.
  if (attempt > 1) address.search = `attempt=${attempt}`;
  const [module, said] = await Promise.all([import(address), textOf(texts)]);
  await module.default();
  module.speak(said, lang);
  return [module, address.href];
};

// `onEnd` is called once, with the module and its address, or with nothing and what went wrong; with nothing at all after
// `limitMs`, if that is not 0. Whoever asks while a module is on its way waits for the same one; what has failed, or has
// taken too long for somebody, is forgotten.
export function load(path, limitMs, onEnd) {
  if (!coming.has(path)) coming.set(path, { attempts: 0 });
  const known = coming.get(path);
  known.module ??= bring(path, ++known.attempts);
  const { module } = known;
  let end = (...told) => {
    end = () => {};
    onEnd(...told);
  };
  const fail = (why) => {
    if (known.module === module) known.module = undefined;
    end(undefined, why);
  };
  const timer = limitMs && setTimeout(fail, limitMs);
  module
    .finally(() => clearTimeout(timer))
    .then(
      (told) => end(...told),
      (error) => fail(String(error)),
    );
}
