"use strict";
/* Draws the charts of a page and keeps its switches. Asks the network for nothing. */
(() => {
  const root = document.documentElement;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* no store */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";

  /* light and dark */
  const theme = document.getElementById("theme");
  const showTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  const saved = recall("theme");
  if (saved === "light" || saved === "dark") root.dataset.theme = saved;
  theme.hidden = false;
  showTheme();
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    showTheme();
  });
  dark.addEventListener("change", showTheme);

  /* the code, behind one switch */
  const code = document.getElementById("show-code");
  if (code) {
    code.checked = recall("code") === "shown";
    code.addEventListener("change", () => remember("code", code.checked ? "shown" : "hidden"));
  }

  /* on a narrow page the contents start folded */
  if (matchMedia("(max-width: 75rem)").matches) {
    document.querySelectorAll(".contents details").forEach((list) => { list.open = false; });
  }

  /* a passage that stands in several places is written once: put it where it belongs */
  for (const link of document.querySelectorAll("a.rrc-again")) {
    const first = document.getElementById(link.hash.slice(1));
    const copy = first.cloneNode(true);
    copy.removeAttribute("id");
    link.closest("li").replaceWith(copy);
  }

  /* charts */
  const charts = [...document.querySelectorAll(".rrc-chart")];
  const draw = () => {
    for (const chart of charts) {
      const figure = JSON.parse(chart.querySelector("script").textContent);
      Plotly.newPlot(chart, figure.data, figure.layout, figure.config);
    }
    root.dataset.drawn = charts.length;
  };
  if (!charts.length) return;
  if (root.dataset.plotly) {
    const library = document.createElement("script");
    library.src = root.dataset.plotly;
    library.addEventListener("load", draw);
    document.head.append(library);
  } else {
    draw();
  }
})();
