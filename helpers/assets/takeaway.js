/* Copy the link or the citation of a finding; download its data and its picture.
   In: what helpers/export/takeaway.py put under each finding. Out: text on the clipboard, files.
   Comes after ledger.js, whose tools it uses. Asks the network for nothing; where the clipboard is
   refused the text stands there selected. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 900;
  const EDGE = 28;
  const FACE = "'Liberation Sans', Arial, Helvetica, sans-serif";
  const INK = "#1d1d1b";
  const SOFT = "#5b5850";
  const MOST_ROWS = 14;

  const { make, read, save, writeCsv } = rrcLedger;
  const plain = (element) => (element ? element.textContent.trim().replace(/\s+/g, " ") : "");

  const takes = [...document.querySelectorAll(".rrc-take")];
  const origin = takes.length ? takes[0].dataset : {}; // the first says what holds for all
  const isOnline = location.protocol.startsWith("http");
  const placeOf = (take) => {
    const link = take.querySelector("input");
    return isOnline ? link.value : link.defaultValue;
  };

  /* Copy */

  const copy = async (field, said) => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Selected: press Ctrl+C (on a Mac ⌘C) to copy.";
    }
  };

  /* Files */

  const saveCsv = (name, head, rows) => {
    const text = writeCsv(head, rows);
    save(name, new Blob([text], { type: "text/csv;charset=utf-8" }));
  };

  const readTable = (section) => {
    const table = section.querySelector(".rrc-table table");
    if (!table) return null;
    const head = [...table.tHead.rows[0].cells].map(plain);
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map(read));
    return { head, rows };
  };

  /* Every passage behind every number: which number, where, in whose words, the words. */
  const readPassages = (section) => {
    const evidence = JSON.parse(section.dataset.evidence || "{}");
    const labels = new Map();
    for (const opens of section.querySelectorAll("details.rrc-opens[data-key]")) {
      const row = opens.closest("tr");
      const behind = row && row.cells[0] !== opens.parentElement ? `${read(row.cells[0])}: ` : "";
      if (!labels.has(opens.dataset.key)) {
        const number = opens.querySelector("summary b"); // which number of a claim
        const named = number ? `${plain(number)} in: ` : behind;
        labels.set(opens.dataset.key, named + plain(opens.querySelector("summary")));
      }
    }
    const rows = [];
    for (const [key, refs] of Object.entries(evidence)) {
      for (const [ref] of refs) {
        const stored = document.getElementById(`s-${ref}`);
        const item = section.querySelector(`.rrc-passage[data-ref="${ref}"]`);
        const place = stored ? stored.dataset.place : plain(item && item.querySelector(".rrc-place"));
        const words = stored ? plain(stored) : plain(item && item.querySelector(".rrc-quoted"));
        const voice = stored ? stored.dataset.voice : plain(item && item.querySelector(".rrc-voice"));
        rows.push([key, labels.get(key) || "", place, voice || "the author’s own", words]);
      }
    }
    return { head: ["key", "behind", "place", "voice", "sentence"], rows };
  };

  /* The picture: question, chart or table, claim, n, source, who coded; always on white. */

  const pen = document.createElement("canvas").getContext("2d");
  const wrap = (text, size, weight) => {
    pen.font = `${weight} ${size}px ${FACE}`;
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (pen.measureText(longer).width > WIDTH - 2 * EDGE && lines.at(-1)) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  };

  const startPicture = () => {
    const root = document.createElementNS(SVG, "svg");
    let y = EDGE;
    const write = (text, { size = 15, weight = 400, colour = INK, gap = 8 } = {}) => {
      if (!text) return;
      for (const line of wrap(text, size, weight)) {
        const element = document.createElementNS(SVG, "text");
        y += size * 1.3;
        const given = { x: EDGE, y, fill: colour, "font-family": FACE };
        Object.assign(given, { "font-size": size, "font-weight": weight });
        for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
        element.textContent = line;
        root.append(element);
      }
      y += gap;
    };
    const place = (drawing, height) => {
      drawing.setAttribute("x", EDGE - 4);
      drawing.setAttribute("y", y);
      root.append(drawing);
      y += height + 6;
    };
    const finish = () => {
      const height = Math.ceil(y + EDGE - 8);
      const given = { xmlns: SVG, width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` };
      for (const [name, value] of Object.entries(given)) root.setAttribute(name, value);
      const paper = document.createElementNS(SVG, "rect");
      const filled = { width: WIDTH, height, fill: "#ffffff" };
      for (const [name, value] of Object.entries(filled)) paper.setAttribute(name, value);
      root.prepend(paper);
      return { text: new XMLSerializer().serializeToString(root), height };
    };
    return { write, place, finish };
  };

  const drawChart = async (chart) => {
    const figure = JSON.parse(chart.querySelector("script").textContent);
    const { layout } = figure;
    layout.font = { ...layout.font, color: INK };
    layout.title.font = { ...layout.title.font, color: INK };
    const options = { format: "svg", width: WIDTH - 2 * EDGE + 8, height: layout.height, imageDataOnly: true };
    const text = await Plotly.toImage(figure, options);
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return { drawing: document.importNode(parsed, true), height: layout.height };
  };

  const compose = async (take, section) => {
    const picture = startPicture();
    const chart = document.getElementById(`chart-${section.id}`);
    if (chart && window.Plotly) {
      const { drawing, height } = await drawChart(chart);
      picture.place(drawing, height);
    } else {
      picture.write(plain(section.querySelector(".rrc-question")), { size: 19, weight: 600, gap: 12 });
      const table = readTable(section);
      const rows = table ? table.rows : [];
      for (const row of rows.slice(0, MOST_ROWS)) {
        picture.write(row.filter(Boolean).join(" · "), { size: 14, gap: 2 });
      }
      picture.write(' ', { size: 6, gap: 0 });
      if (rows.length > MOST_ROWS) picture.write(`and ${rows.length - MOST_ROWS} more rows`, { size: 14 });
    }
    picture.write(plain(section.querySelector(".rrc-claim")), { size: 16, weight: 600, gap: 10 });
    const { size, source, coding } = origin;
    for (const line of [size, `Source: ${source}; ${placeOf(take)}`, coding]) {
      picture.write(line, { size: 12, colour: SOFT, gap: 1 });
    }
    return picture.finish();
  };

  const paint = ({ text, height }) =>
    new Promise((resolve, reject) => {
      const image = new Image();
      image.onerror = () => reject(new Error("the picture cannot be painted"));
      image.onload = () => {
        const canvas = make("canvas");
        [canvas.width, canvas.height] = [2 * WIDTH, 2 * height];
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(resolve, "image/png");
      };
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    });

  /* The buttons under a finding */

  const build = (take) => {
    const id = take.dataset.finding;
    const section = take.previousElementSibling;
    const [link, cite] = [take.querySelector("input"), take.querySelector("textarea")];
    link.value = `${location.href.split("#")[0]}#${id}`;
    if (isOnline) cite.value = cite.value.replace(link.defaultValue, () => link.value);
    const said = make("span", "rrc-take-said");
    said.setAttribute("role", "status");
    const row = make("p", "rrc-take-do");
    const add = (label, act) => {
      const button = make("button", "", label);
      button.type = "button";
      button.addEventListener("click", act);
      row.append(button);
    };
    add("Copy citation", () => copy(cite, said));
    add("Copy link", () => copy(link, said));
    const table = readTable(section);
    if (table) add("Data (CSV)", () => saveCsv(`${id}.csv`, table.head, table.rows));
    const { head, rows } = readPassages(section);
    if (rows.length) add("Sentences (CSV)", () => saveCsv(`${id}-sentences.csv`, head, rows));
    add("Picture (SVG)", async () => {
      const { text } = await compose(take, section);
      save(`${id}.svg`, new Blob([text], { type: "image/svg+xml" }));
    });
    add("Picture (PNG)", async () => {
      save(`${id}.png`, await paint(await compose(take, section)));
    });
    row.append(said);
    take.querySelector("summary").after(row);
  };

  for (const take of takes) {
    take.addEventListener("toggle", () => take.querySelector(".rrc-take-do") || build(take));
    for (const field of take.querySelectorAll("input, textarea")) {
      field.addEventListener("focus", () => field.select());
    }
  }
})();
