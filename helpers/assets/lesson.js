/* A lesson: says whether a guess was right, sets ticks beside the codings. Keeps and sends nothing. */
(() => {
  "use strict";

  /* Predict, then look */

  const judge = (puzzle) => {
    const said = [...puzzle.querySelectorAll(".lesson-said")];
    [...puzzle.querySelectorAll("fieldset[data-answer]")].forEach((asked, i) => {
      const chosen = asked.querySelector("input:checked");
      const right = asked.dataset.answer;
      if (chosen) said[i].textContent = chosen.value === right ? "You said so." : "You said otherwise.";
      else said[i].textContent = "You made no guess.";
      for (const input of asked.querySelectorAll("input")) {
        input.disabled = true;
        input.closest("label").classList.toggle("right", input.value === right);
      }
    });
  };

  /* Code it yourself */

  const list = document.querySelector(".lesson-items");
  const total = document.querySelector(".lesson-total");
  const names = list ? list.dataset.codings.split("|") : [];
  const looked = new Map(); // item → the codes ticked when its codings were opened

  const codesIn = (item, name) =>
    new Set(
      [...item.querySelectorAll("dd[data-coding]")]
        .find((cell) => cell.dataset.coding === name)
        .dataset.codes.split(" ")
        .filter(Boolean),
    );
  const same = (a, b) => a.size === b.size && [...a].every((code) => b.has(code));
  const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

  const compare = (first, second) => {
    let both = 0;
    let either = 0;
    let whole = 0;
    const items = [...looked.keys()];
    for (const item of items) {
      const [a, b] = [first(item), second(item)];
      if (same(a, b)) whole += 1;
      both += [...a].filter((code) => b.has(code)).length;
      either += new Set([...a, ...b]).size;
    }
    const codes = either ? `; of ${count(either, "code")} that either gave, ${both} in both` : "";
    return `the same codes on ${whole} of ${count(items.length, "sentence")}${codes}.`;
  };

  const tell = () => {
    const yours = (item) => looked.get(item);
    const lines = names.map((name) => `You and the ${name}: ${compare(yours, (i) => codesIn(i, name))}`);
    if (names.length > 2) {
      const [a, b] = names;
      lines.push(`The ${a} and the ${b}: ${compare((i) => codesIn(i, a), (i) => codesIn(i, b))}`);
    }
    total.textContent = lines.join("\n");
  };

  const look = (item) => {
    if (looked.has(item)) return;
    const boxes = [...item.querySelectorAll(".lesson-ticks input")];
    looked.set(item, new Set(boxes.filter((box) => box.checked).map((box) => box.value)));
    const ticked = boxes.filter((box) => box.checked);
    for (const box of boxes) box.disabled = true;
    const labels = ticked.map((box) => box.closest("label").textContent.trim());
    item.querySelector(".lesson-yours").textContent = `You: ${labels.join("; ") || "no code"}`;
    tell();
  };

  document.addEventListener(
    "toggle",
    (event) => {
      const fold = event.target;
      if (!fold.open) return;
      if (fold.matches(".lesson-reveal")) judge(fold.closest(".lesson-puzzle"));
      if (fold.matches(".lesson-codings")) look(fold.closest(".lesson-item"));
    },
    true,
  );
})();
