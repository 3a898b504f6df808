/* Draws the charts of a page and keeps its switches. Asks the network for nothing. */
(() => {
  "use strict";
  const root = document.documentElement;

  const remember = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // a browser that keeps nothing: the switch holds for this page
    }
  };
  const recall = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  /* Light and dark */

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = document.getElementById("theme");
  const isDark = () => (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const nameTheme = () => {
    theme.textContent = isDark() ? "Light page" : "Dark page";
  };
  const saved = recall("theme");
  if (saved === "light" || saved === "dark") root.dataset.theme = saved;
  theme.hidden = false;
  nameTheme();
  dark.addEventListener("change", nameTheme);
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    nameTheme();
  });

  /* The code, behind one switch */

  const code = document.getElementById("show-code");
  if (code) {
    code.checked = recall("code") === "shown";
    code.addEventListener("change", () => remember("code", code.checked ? "shown" : "hidden"));
  }

  /* On a narrow page the contents start folded */

  if (matchMedia("(max-width: 75rem)").matches) {
    for (const list of document.querySelectorAll(".contents details")) list.open = false;
  }

  /* What stands in several places is written once: put it where it belongs */

  const copyOf = (node) => {
    const copy = node.cloneNode(true);
    for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
    return copy;
  };
  const firstOf = (link) => document.getElementById(link.hash.slice(1));
  for (const link of document.querySelectorAll("a.rrc-same")) {
    link.closest("ol").replaceChildren(...[...firstOf(link).children].map(copyOf));
  }
  for (const link of document.querySelectorAll("a.rrc-again")) {
    link.closest("li").replaceWith(copyOf(firstOf(link)));
  }

  /* On a narrow page a cell says what its column is */

  for (const table of document.querySelectorAll("main table")) {
    const heads = table.tHead ? [...table.tHead.rows[0].cells].map((h) => h.textContent) : [];
    for (const row of table.tBodies[0] ? table.tBodies[0].rows : []) {
      for (const cell of row.querySelectorAll(":scope > td:not([data-label])")) {
        cell.dataset.label = heads[cell.cellIndex] || "";
      }
    }
  }

  /* What scrolls sideways can be reached with the keyboard */

  const reach = () => {
    for (const box of document.querySelectorAll(".rrc-scroll, .rrc-table, .out, .written, pre")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  reach();
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  if (code) code.addEventListener("change", reach);

  /* Charts */

  const charts = [...document.querySelectorAll(".rrc-chart")];
  const written = charts.map((chart) => chart.querySelector("script").textContent);
  const least = 34 * parseFloat(getComputedStyle(root).fontSize);
  const isNarrow = (chart) => chart.parentElement.clientWidth < least;
  const drawn = charts.map(() => null);
  const draw = () => {
    charts.forEach((chart, i) => {
      const narrow = isNarrow(chart);
      if (drawn[i] === narrow) return;
      drawn[i] = narrow;
      let figure = JSON.parse(written[i]);
      if (narrow && figure.layout.height) figure = fitChart(figure, chart.parentElement.clientWidth);
      chart.style.minWidth = narrow ? "0" : "";
      chart.style.height = `${figure.layout.height || chart.offsetHeight}px`;
      Plotly.react(chart, figure.data, figure.layout, figure.config);
    });
    root.dataset.drawn = charts.length;
  };
  if (!charts.length) return;
  addEventListener("resize", () => window.Plotly && draw());
  if (window.Plotly) draw();
  else document.querySelector('script[src*="plotly"]').addEventListener("load", draw);
})();
