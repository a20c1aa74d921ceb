// What the bench does on the article: how long a slider keeps the script, and how long it is from an input to its paint.
globalThis.bench = (() => {
  const place = document.getElementById("workers");
  const slider = place.querySelector("[data-slide='0']");
  const result = place.querySelector(".result");
  let moved = 0;

  const move = () => {
    moved += 1;
    slider.value = 1 + (moved % 8);
    slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  // After the next frame has been handed over.
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(0);
      });
    });

  // From an input at any instant between two frames to the next paint, in milliseconds.
  const latency = async () => {
    await new Promise((done) => setTimeout(done, Math.random() * 30));
    const from = performance.now();
    move();
    return (await painted()) - from;
  };

  const skipped = () => {
    document.querySelectorAll("[data-do=skip]").forEach((button) => button.click());
    place.scrollIntoView();
    return new Promise((done) => setTimeout(done, 500));
  };

  return {
    // How long the script takes from a moved slider until everything in the figure says so, each time.
    async scriptTimes(count) {
      await skipped();
      const times = [];
      for (let n = 0; n < count; n += 1) {
        const before = result.textContent;
        const from = performance.now();
        move();
        // What follows is written in microtasks.
        for (let turns = 0; result.textContent === before; turns += 1) {
          if (turns > 10_000) throw new Error("the slider changes nothing");
          await null;
        }
        times.push(performance.now() - from);
        await painted();
      }
      return times;
    },

    // For each map, one after the other: the milliseconds from the slider of its cores until the first picture is drawn, until
    // the last one is, and the longest task meanwhile. Nobody tells that a map is done, but then nothing is drawn any more.
    async map(count) {
      await skipped();
      const service = document.getElementById("service");
      const [stage, cores] = [service.querySelector(".stage svg"), service.querySelector("[data-slide='4']")];
      service.scrollIntoView();
      await new Promise((done) => setTimeout(done, 3_000));
      const times = [];
      for (let n = 1; n <= count; n += 1) {
        let [first, last, longest] = [0, 0, 0];
        const tasks = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
        });
        tasks.observe({ entryTypes: ["longtask"] });
        const drawn = new MutationObserver(() => {
          last = performance.now();
          first ||= last;
        });
        drawn.observe(stage, { childList: true });
        const from = performance.now();
        cores.value = cores.value === String(n) ? n + 1 : n;
        cores.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, 3_000));
        drawn.disconnect();
        tasks.disconnect();
        times.push(first - from, last - from, longest);
      }
      return times;
    },

    async latencies(count) {
      await skipped();
      const times = [];
      for (let n = 0; n < count; n += 1) times.push(await latency());
      return times;
    },

    // The same while five tasks compute for real on all cores.
    async latenciesWhileRunning(count) {
      await skipped();
      const five = document.getElementById("five");
      const cores = five.querySelector("[data-slide='0']");
      cores.value = navigator.hardwareConcurrency;
      cores.dispatchEvent(new InputEvent("input", { bubbles: true }));
      const said = five.querySelector(".real-said");
      const times = [];
      while (times.length < count) {
        five.querySelector(".run").click();
        while (!said.textContent.startsWith("Running")) await new Promise((done) => setTimeout(done, 20));
        while (said.textContent.startsWith("Running") && times.length < count) {
          const took = await latency();
          if (said.textContent.startsWith("Running")) times.push(took);
        }
        while (five.querySelector(".real").dataset.active === "true" && times.length < count) {
          await new Promise((done) => setTimeout(done, 20));
        }
      }
      if (five.querySelector(".real").dataset.active === "true") five.querySelector(".run").click();
      return times;
    },
  };
})();
