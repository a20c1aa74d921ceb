// Runs the cases as WebAssembly in Node: `node in_node.mjs FOLDER [COMMAND]`, where FOLDER has what `wasm-bindgen
// --target no-modules` wrote. A command is answered with a line; times are in nanoseconds. Without a command there, every
// line of the standard input is one.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

const [folder, ...told] = process.argv.slice(2);
const script = readFileSync(`${folder}/cases.js`, "utf8");
const { Case, Drawing, digest_of_random_scenarios, initSync } = runInThisContext(`${script}; wasm_bindgen`);
initSync({ module: readFileSync(`${folder}/cases_bg.wasm`) });

const roundRobin = Case.round_robin();
const made = new Map();

function kept(make, ...numbers) {
  const key = numbers.join(" ");
  if (!made.has(key)) made.set(key, make(...numbers.map(Number)));
  return made.get(key);
}

function time(run) {
  const start = process.hrtime.bigint();
  run();
  return process.hrtime.bigint() - start;
}

const commands = {
  simulate: () => `${time(() => roundRobin.simulate())} ${roundRobin.answer()}`,
  recompute(tasks, steps) {
    const figure = kept(Case.figure, tasks, steps);
    return `${time(() => figure.recompute())}`;
  },
  frame(spans, number) {
    const drawing = kept(Drawing.of, spans);
    return `${time(() => drawing.frame(Number(number)))}`;
  },
  digest: (scenarios) => digest_of_random_scenarios(Number(scenarios)),
};

function answer([command, ...numbers]) {
  console.log(commands[command](...numbers));
}

if (told.length > 0) answer(told);
else createInterface({ input: process.stdin }).on("line", (line) => answer(line.split(" ")));
