/* A page as slides: the same page, one part at a time. Arrow keys, space, a click or the buttons
   move (space first reads a long part to its end); marks and numbers open their sentences as they always do. Nothing is loaded for it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.getElementById("main");
  const enter = document.getElementById("slides");
  if (!enter) return;

  const INTERACTIVE =
    "a, button, summary, details, input, select, textarea, label, table, .js-plotly-plot, .rrc-scroll, .rrc-panel, .slides-bar";
  const MOST_SCALED = 1.9;
  const NARROWEST = 560; // pixels that a chart is drawn in before it is enlarged
  const BASE = 17; // pixels of the page's own type, to which charts are drawn

  /* What the slides are ------------------------------------------------------------------------ */

  /* The parts of a page in order: a written cell whole, of a computed one each output. */
  const listParts = () =>
    [...main.querySelectorAll(":scope > .cell")].flatMap((cell) =>
      cell.classList.contains("written") ? [cell] : [...cell.children],
    );
  const holds = (part, what) => part.matches(what) || part.querySelector(what) !== null;
  const isFull = (slide) => slide.some((part) => holds(part, ".rrc-finding, .rrc-cards, .rrc-part:has(table)"));
  const opensSlide = (part, slide) => {
    if (!slide || holds(part, "h1, h2")) return true;
    const written = part.classList.contains("written");
    if (written && holds(part, "table")) return true; // the card at the head of a notebook
    if (slide.some((held) => held.matches(".written") && holds(held, "table"))) return true;
    return isFull(slide);
  };
  const isEmpty = (slide) =>
    slide.every((part) => part.matches(".written") || holds(part, ".rrc-texts")) &&
    slide.some((part) => holds(part, ".rrc-texts"));

  const makeSlides = () => {
    const slides = [];
    for (const part of listParts()) {
      const last = slides[slides.length - 1];
      if (opensSlide(part, last)) slides.push([part]);
      else last.push(part);
    }
    const kept = slides.filter((slide) => !isEmpty(slide));
    for (const slide of kept) {
      const charted = slide.some((part) => holds(part, ".rrc-chart"));
      slide[0].classList.add("slide-first");
      for (const part of slide) part.classList.toggle("slide-charted", charted);
    }
    return kept.map((slide) => slide.filter((part) => !part.matches(".out:has(> .rrc-texts)")));
  };

  /* The bar ------------------------------------------------------------------------------------ */

  const make = (tag, text, press) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (press) {
      element.type = "button";
      element.addEventListener("click", press);
    }
    return element;
  };
  const bar = document.createElement("nav");
  bar.className = "slides-bar";
  bar.setAttribute("aria-label", "Slides");
  const back = make("button", "Back", () => show(now - 1));
  const on = make("button", "Next", () => show(now + 1));
  const said = make("p", "");
  said.setAttribute("role", "status");
  bar.append(back, on, said, make("button", "Close slides", () => leave()));
  document.body.append(bar);

  /* Charts as large as the slide allows ---------------------------------------------------------- */

  const least = new Map(); // what the page itself says of how narrow a chart may be
  const fit = (chart, rest) => {
    const box = chart.closest(".rrc-scroll");
    const height = chart.layout ? chart.layout.height || chart.offsetHeight : chart.offsetHeight;
    const width = box.clientWidth;
    const room = main.clientHeight - rest;
    const read = parseFloat(getComputedStyle(root).fontSize) / BASE; // no smaller than the prose
    const scale = Math.max(1, Math.min(MOST_SCALED, Math.max(room / height, read), width / NARROWEST));
    chart.style.width = scale > 1 ? `${Math.floor(width / scale)}px` : "";
    if (scale > 1) {
      least.set(chart, chart.style.minWidth);
      chart.style.minWidth = "0";
    }
    chart.style.transform = scale > 1 ? `scale(${scale})` : "";
    box.style.height = scale > 1 ? `${Math.ceil(height * scale)}px` : "";
    box.style.overflow = scale > 1 ? "hidden" : "";
    if (chart.layout) window.Plotly.Plots.resize(chart);
  };
  const unfit = (chart) => {
    const box = chart.closest(".rrc-scroll");
    chart.style.width = chart.style.transform = "";
    if (least.has(chart)) chart.style.minWidth = least.get(chart);
    least.delete(chart);
    box.style.height = box.style.overflow = "";
    if (chart.layout && chart.offsetParent) window.Plotly.Plots.resize(chart);
  };
  const fitSlide = () => {
    const charts = slides[now].flatMap((part) => [...part.querySelectorAll(".rrc-chart")]);
    for (const chart of charts) unfit(chart);
    const drawn = charts.reduce((sum, chart) => sum + chart.offsetHeight, 0);
    const rest = main.scrollHeight - drawn + 8;
    for (const chart of charts) fit(chart, main.clientHeight - (main.clientHeight - rest) / charts.length);
  };

  /* Moving --------------------------------------------------------------------------------------- */

  let slides = [];
  let now = -1;
  const isOn = () => root.dataset.view === "slides";

  const show = (wanted) => {
    const next = Math.max(0, Math.min(slides.length - 1, wanted));
    for (const part of document.querySelectorAll(".slide-now")) part.classList.remove("slide-now");
    for (const part of slides[next]) part.classList.add("slide-now");
    now = next;
    back.disabled = now === 0;
    on.disabled = now === slides.length - 1;
    const head = slides[now].map((part) => part.querySelector("h1, h2, h3")).find(Boolean);
    said.textContent = `${now + 1} of ${slides.length}${head ? `: ${head.textContent}` : ""}`;
    history.replaceState(null, "", `#slide-${now + 1}`);
    main.scrollTop = 0;
    fitSlide();
    main.focus({ preventScroll: true });
  };
  const start = (wanted) => {
    if (!slides.length) slides = makeSlides();
    if (!slides.length) return;
    root.dataset.view = "slides";
    show(wanted);
  };
  const leave = () => {
    const [first] = slides[now];
    delete root.dataset.view;
    for (const chart of document.querySelectorAll(".rrc-chart")) unfit(chart);
    history.replaceState(null, "", location.pathname + location.search);
    first.scrollIntoView();
    enter.focus({ preventScroll: true });
  };

  enter.hidden = false;
  enter.addEventListener("click", () => start(0));
  const follow = () => {
    const numbered = /^#slide-(\d+)$/.exec(location.hash);
    if (numbered) start(Number(numbered[1]) - 1);
    else if (location.hash === "#slides") start(0);
  };
  addEventListener("hashchange", follow);
  addEventListener("resize", () => isOn() && fitSlide());

  const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (document.getElementById("rrc-panel")) return;
    const target = event.target instanceof Element ? event.target : main;
    if (event.key === "Escape") leave();
    else if (target.matches("input, select, textarea")) return;
    else if (event.key === " " && !target.closest("a, button, summary, [role=button]")) {
      event.preventDefault();
      const below = main.scrollHeight - main.clientHeight - main.scrollTop;
      if (!event.shiftKey && below > main.clientHeight / 4) main.scrollBy(0, main.clientHeight * 0.85);
      else show(now + (event.shiftKey ? -1 : 1));
    } else if (STEPS[event.key]) {
      event.preventDefault();
      show(now + STEPS[event.key]);
    } else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
  });
  document.addEventListener("click", (event) => {
    if (!isOn() || event.defaultPrevented || !(event.target instanceof Element)) return;
    if (event.target.closest(INTERACTIVE) || document.getElementById("rrc-panel")) return;
    if (!main.contains(event.target) || String(getSelection())) return;
    show(now + 1);
  });
  /* What leads into a text leads out of the slides */
  document.addEventListener(
    "click",
    (event) => {
      if (isOn() && event.target instanceof Element && event.target.closest(".rrc-panel a.rrc-in-text")) leave();
    },
    true,
  );

  const drawn = () => !document.querySelector(".rrc-chart") || root.dataset.drawn;
  if (drawn()) follow();
  else {
    const watch = new MutationObserver(() => {
      if (!drawn()) return;
      watch.disconnect();
      follow();
    });
    watch.observe(root, { attributes: true, attributeFilter: ["data-drawn"] });
  }
})();
