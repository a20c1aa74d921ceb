// Runs the cases as WebAssembly in Node: `node in_node.mjs FOLDER`, where FOLDER has what `wasm-bindgen --target
// no-modules` wrote. Every line on the standard input is answered with a line; times are in nanoseconds.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

const folder = process.argv[2];
const script = readFileSync(`${folder}/cases.js`, "utf8");
const { Case, digest_of_random_scenarios, initSync } = runInThisContext(`${script}; wasm_bindgen`);
initSync({ module: readFileSync(`${folder}/cases_bg.wasm`) });

const roundRobin = Case.round_robin();
const figures = new Map();

function figure(tasks, steps) {
  const key = `${tasks} ${steps}`;
  if (!figures.has(key)) figures.set(key, Case.figure(Number(tasks), Number(steps)));
  return figures.get(key);
}

function time(run) {
  const start = process.hrtime.bigint();
  run();
  return process.hrtime.bigint() - start;
}

const commands = {
  simulate: () => `${time(() => roundRobin.simulate())} ${roundRobin.answer()}`,
  recompute: (tasks, steps) => `${time(() => figure(tasks, steps).recompute())}`,
  digest: (scenarios) => digest_of_random_scenarios(Number(scenarios)),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const [command, ...numbers] = line.split(" ");
  console.log(commands[command](...numbers));
});
