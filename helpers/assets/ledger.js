/* Sort, filter and download a table of a finding, in JupyterLab and in exported pages alike.
   In: a marker that names the finding (`.rrc-ledger`, data-for) and the table of its twin.
   Out: buttons in the head of the table and a bar above it. Without script the table is whole. */
(() => {
  "use strict";
  if (window.rrcLedger) window.rrcLedger.stop();

  const MOST_CHOICES = 12;
  const LONG_CELL = 90; // characters; such a column is given more room
  const SPREADSHEET_RUNS = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
  let scheduled = 0;

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  /* What a cell says: a folded cell says what it says folded. */
  const read = (cell) => {
    const summary = cell.querySelector("summary");
    if (!summary) return cell.textContent.trim().replace(/\s+/g, " ");
    const copy = summary.cloneNode(true);
    for (const small of copy.querySelectorAll("small")) small.remove();
    return copy.textContent.trim().replace(/\s+/g, " ");
  };

  /* A cell that a spreadsheet would run as a formula begins with an apostrophe instead. */
  const writeCell = (text) => {
    const safe = SPREADSHEET_RUNS.test(text) ? `'${text}` : text;
    return /[",\r\n;]/.test(safe) || safe !== text ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  const writeCsv = (head, rows) =>
    "\uFEFF" + [head, ...rows].map((row) => row.map(writeCell).join(",")).join("\r\n") + "\r\n";

  const save = (name, blob) => {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const asNumber = (text) => (/^-?[\d.]+(?:\s.*)?$/.test(text) ? parseFloat(text) : NaN);
  const compare = (a, b) => {
    if (!a || !b) return a ? -1 : b ? 1 : 0; // empty cells last
    const [m, n] = [asNumber(a), asNumber(b)];
    return Number.isNaN(m) || Number.isNaN(n) ? collator.compare(a, b) : m - n;
  };

  const build = (marker, table) => {
    const head = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const names = head.map((cell) => cell.textContent.trim());
    const rows = [...body.rows].map((row, i) => ({ row, i, cells: [...row.cells].map(read) }));
    const bar = make("div", "rrc-ledger-bar");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Filter and download the table");
    const said = make("span", "rrc-ledger-count");
    said.setAttribute("role", "status");
    const tests = [];
    names.forEach((_, column) => {
      const longest = Math.max(0, ...rows.map((entry) => entry.cells[column].length));
      if (longest > LONG_CELL) head[column].classList.add("rrc-wide");
    });

    const isShown = (entry) => tests.every((test) => test(entry));
    const apply = () => {
      let shown = 0;
      for (const entry of rows) {
        entry.row.hidden = !isShown(entry);
        shown += entry.row.hidden ? 0 : 1;
      }
      said.textContent = `${shown} of ${rows.length} rows`;
    };

    const addSearch = () => {
      const label = make("label", "", "Find ");
      const input = make("input");
      input.type = "search";
      input.addEventListener("input", apply);
      label.append(input);
      bar.append(label);
      tests.push((entry) => {
        const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        const text = entry.cells.join(" ").toLowerCase();
        return words.every((word) => text.includes(word));
      });
    };

    const addChoice = (column) => {
      const values = [...new Set(rows.map((entry) => entry.cells[column]))].filter(Boolean);
      if (values.length < 2 || values.length > MOST_CHOICES) return;
      const label = make("label", "", `${names[column]} `);
      const select = make("select");
      for (const value of ["", ...values]) {
        const option = make("option", "", value || "all");
        option.value = value;
        select.append(option);
      }
      select.addEventListener("change", apply);
      label.append(select);
      bar.append(label);
      tests.push((entry) => !select.value || entry.cells[column] === select.value);
    };

    const sortBy = (column, button) => {
      const th = head[column];
      const down = th.getAttribute("aria-sort") === "ascending";
      for (const other of head) other.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = [...rows].sort(
        (a, b) => (down ? -1 : 1) * compare(a.cells[column], b.cells[column]) || a.i - b.i,
      );
      if (down) order.sort((a, b) => !a.cells[column] - !b.cells[column]);
      body.append(...order.map((entry) => entry.row));
      button.focus({ preventScroll: true });
    };

    const addSorting = () => {
      head.forEach((th, column) => {
        const button = make("button", "rrc-ledger-sort", names[column]);
        button.type = "button";
        button.addEventListener("click", () => sortBy(column, button));
        th.replaceChildren(button);
      });
    };

    const addDownload = () => {
      const button = make("button", "rrc-ledger-download", "Download these rows as CSV");
      button.type = "button";
      button.addEventListener("click", () => {
        const kept = [...body.rows].filter((row) => !row.hidden);
        const text = writeCsv(names, kept.map((row) => [...row.cells].map(read)));
        save(`${marker.dataset.for}.csv`, new Blob([text], { type: "text/csv;charset=utf-8" }));
      });
      bar.append(button);
    };

    addSearch();
    for (const name of (marker.dataset.choose || "").split(";")) {
      if (names.includes(name)) addChoice(names.indexOf(name));
    }
    addSorting();
    bar.append(said);
    addDownload();
    apply();
    (table.closest(".rrc-table") || table).before(bar);
    return bar;
  };

  const rootOf = (element) => element.closest(".jp-NotebookPanel, .jp-Notebook") || document.body;
  const scan = () => {
    scheduled = 0;
    for (const marker of document.querySelectorAll(".rrc-ledger[data-for]")) {
      const sections = [...rootOf(marker).querySelectorAll(".rrc-finding")];
      const section = sections.find((one) => one.id === marker.dataset.for);
      const table = section && section.querySelector(".rrc-table table");
      if (!table || section.querySelector(".rrc-ledger-bar")) continue;
      build(marker, table);
    }
  };
  const observer = new MutationObserver(() => {
    scheduled = scheduled || requestAnimationFrame(scan);
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
  window.rrcLedger = { stop: () => observer.disconnect(), make, read, save, writeCsv };
  scan();
})();
