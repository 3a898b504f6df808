/* Open the sentences behind a mark or a number, in JupyterLab and in exported pages alike.
   In: the HTML that helpers/show.py wrote, and Plotly charts whose customdata names a key.
   Out: one side panel. Text is only ever put in as text, never as HTML. */
(() => {
  "use strict";
  if (window.rrcEvidence) window.rrcEvidence.stop();

  const stores = new WeakMap(); // the sentences of each notebook, kept if scrolled out of the page
  const stopping = new AbortController();
  const listen = { signal: stopping.signal };
  let panel = null;
  let opener = null;
  let scheduled = 0;

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const rootOf = (element) => element.closest(".jp-NotebookPanel, .jp-Notebook") || document.body;

  /* What a key opens ------------------------------------------------------------------------ */

  const findSection = (root, id) =>
    [...root.querySelectorAll(".rrc-finding")].find((section) => section.id === id);

  const findByKey = (root, key) =>
    [...root.querySelectorAll("[data-evidence]")].find((section) => readEvidence(section).has(key));

  const readEvidence = (section) => {
    try {
      return new Map(Object.entries(JSON.parse(section.dataset.evidence || "{}")));
    } catch {
      return new Map();
    }
  };

  const findSentence = (root, ref) => {
    const inPage = root.querySelector(`[id="s-${ref}"]`);
    if (inPage) return inPage;
    const kept = stores.get(root);
    return kept ? kept.querySelector(`[id="s-${ref}"]`) : null;
  };

  const copySentence = (sentence, numbers) => {
    const wanted = new Set(numbers.map(String));
    const copy = make("blockquote", "rrc-quoted");
    for (const piece of sentence.childNodes) {
      const held = piece.dataset && piece.dataset.s ? piece.dataset.s.split(" ") : [];
      const last = copy.lastChild;
      if (!held.some((n) => wanted.has(n))) copy.append(piece.cloneNode(true));
      else if (last && last.nodeName === "MARK") last.append(piece.cloneNode(true));
      else copy.append(make("mark")), copy.lastChild.append(piece.cloneNode(true));
    }
    return copy;
  };

  const passageFromStore = (root, [ref, numbers]) => {
    const sentence = findSentence(root, ref);
    if (!sentence) return null;
    const item = make("li", "rrc-passage");
    item.dataset.ref = ref;
    const head = make("p", "rrc-head");
    head.append(make("span", "rrc-place", sentence.dataset.place));
    if (sentence.dataset.voice) head.append(" ", make("span", "rrc-voice", sentence.dataset.voice));
    if (sentence.dataset.codes) head.append(" ", make("span", "rrc-codes", sentence.dataset.codes));
    const link = make("a", "rrc-in-text", "in its text");
    link.href = `#s-${ref}`;
    link.setAttribute("aria-label", `in its text: ${sentence.dataset.place}`);
    head.append(" ", link);
    item.append(head, copySentence(sentence, numbers));
    return item;
  };

  const collectPassages = (root, section, key) => {
    const twin = [...section.querySelectorAll("details.rrc-opens")].find(
      (details) => details.dataset.key === key,
    );
    if (twin && !twin.classList.contains("rrc-listed")) {
      const items = [...twin.querySelectorAll(".rrc-passage")].map((item) => item.cloneNode(true));
      return { items, total: Number(twin.dataset.total) };
    }
    const refs = readEvidence(section).get(key) || [];
    const items = refs.map((ref) => passageFromStore(root, ref)).filter(Boolean);
    return { items, total: items.length };
  };

  /* The panel ------------------------------------------------------------------------------- */

  const close = () => {
    if (!panel) return;
    panel.remove();
    panel = null;
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  };

  const addContext = (root, item) => {
    const [document_, sentence] = item.dataset.ref.split("-").map(Number);
    const near = [-1, 1].map((step) => findSentence(root, `${document_}-${sentence + step}`));
    if (!near.some(Boolean)) return;
    const button = make("button", "rrc-around", "the text around");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      for (const old of item.querySelectorAll(".rrc-context")) old.remove();
      if (!open) return;
      const quoted = item.querySelector(".rrc-quoted");
      near.forEach((sentence_, after) => {
        if (sentence_) {
          const text = make("p", "rrc-context", sentence_.textContent);
          if (after) quoted.after(text);
          else quoted.before(text);
        }
      });
    });
    item.append(button);
  };

  const followLink = (root, link) => {
    link.addEventListener("click", (event) => {
      const sentence = findSentence(root, link.hash.replace("#s-", ""));
      if (!sentence || !sentence.isConnected) return;
      event.preventDefault();
      const folded = sentence.closest("details");
      close();
      if (folded) folded.open = true;
      sentence.tabIndex = -1;
      sentence.scrollIntoView({ block: "center" });
      sentence.focus({ preventScroll: true });
    });
  };

  const open = (root, section, key, label, from) => {
    const { items, total } = collectPassages(root, section, key);
    if (!items.length) return;
    close();
    opener = from;
    panel = make("div", "rrc-panel tex2jax_ignore mathjax_ignore");
    panel.id = "rrc-panel";
    panel.tabIndex = -1;
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-labelledby", "rrc-panel-title");
    panel.setAttribute("data-lm-suppress-shortcuts", "true");
    const count = `${items.length} passage${items.length === 1 ? "" : "s"}`;
    const more = total > items.length ? ` of ${total}, drawn at random` : "";
    const title = make("h2", "rrc-panel-title", count + more);
    title.id = "rrc-panel-title";
    const shut = make("button", "rrc-close", "Close");
    shut.type = "button";
    shut.addEventListener("click", close);
    const head = make("div", "rrc-panel-head");
    head.append(title, shut);
    const list = make("ol", "rrc-passages");
    list.append(...items);
    panel.append(head, make("p", "rrc-panel-what", label), list);
    for (const item of items) addContext(root, item);
    for (const link of panel.querySelectorAll("a.rrc-in-text")) followLink(root, link);
    document.body.append(panel);
    panel.focus();
  };

  /* Charts: what a mark opens, and the same for the keyboard ---------------------------------- */

  const keyOf = (custom) => (Array.isArray(custom) ? custom[0] : custom);

  const openMark = (plot, custom, from) => {
    const key = keyOf(custom);
    const meta = (plot.layout && plot.layout.meta) || {};
    const root = rootOf(plot);
    const section = findSection(root, meta.finding);
    if (typeof key !== "string" || !section) return;
    open(root, section, key, Array.isArray(custom) ? custom[1] || "" : "", from);
  };

  const customOf = (plot, mark) => {
    const group = mark.closest(".trace");
    const calculated = group && group.__data__ && group.__data__[0];
    const trace = calculated && calculated.trace && plot.data[calculated.trace.index];
    const place = mark.__data__;
    return trace && trace.customdata && place ? trace.customdata[place.i] : null;
  };

  const nameMarks = (plot) => {
    const meta = (plot.layout && plot.layout.meta) || {};
    plot.setAttribute("role", "group");
    if (meta.alt) plot.setAttribute("aria-label", meta.alt);
    for (const mark of plot.querySelectorAll(".trace .point")) {
      const custom = customOf(plot, mark);
      if (typeof keyOf(custom) !== "string") {
        mark.setAttribute("aria-hidden", "true");
        continue;
      }
      mark.setAttribute("tabindex", "0");
      mark.setAttribute("role", "button");
      const said = (Array.isArray(custom) && custom[1]) || keyOf(custom);
      const seen = mark.textContent.trim(); // a number on a bar is part of its name
      mark.setAttribute("aria-label", said.includes(seen) ? said : `${seen}: ${said}`);
    }
  };

  const bind = (plot) => {
    if (plot.rrcBound === stopping || typeof plot.on !== "function") return;
    plot.rrcBound = stopping;
    plot.on("plotly_click", (event) => {
      if (plot.rrcBound !== stopping || !event.points.length) return;
      const [point] = event.points;
      const index = point.pointNumber;
      const custom = (point.data.customdata || [])[index];
      const marks = [...plot.querySelectorAll(".trace .point")];
      openMark(plot, custom, marks.find((mark) => customOf(plot, mark) === custom) || plot);
    });
    plot.on("plotly_hover", () => plot.classList.add("rrc-over"));
    plot.on("plotly_unhover", () => plot.classList.remove("rrc-over"));
    plot.on("plotly_afterplot", () => nameMarks(plot));
    nameMarks(plot);
  };

  const scan = () => {
    scheduled = 0;
    for (const store of document.querySelectorAll(".rrc-texts")) stores.set(rootOf(store), store);
    for (const plot of document.querySelectorAll(".js-plotly-plot")) bind(plot);
  };
  const schedule = () => {
    scheduled = scheduled || requestAnimationFrame(scan);
  };

  document.addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element)) return;
      const mark = event.target.closest(".js-plotly-plot .trace .point"); // by a screen reader
      const link = event.target.closest("a.ev[data-key]");
      const section =
        link && (link.closest("[data-evidence]") || findByKey(rootOf(link), link.dataset.key));
      if (!mark && !section) return;
      event.preventDefault();
      event.stopPropagation();
      if (mark) {
        const plot = mark.closest(".js-plotly-plot");
        openMark(plot, customOf(plot, mark), mark);
        return;
      }
      const label = (link.closest("p") || link).textContent;
      open(rootOf(link), section, link.dataset.key, label, link);
    },
    { ...listen, capture: true },
  );

  // On the window, before JupyterLab's own keys.
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && panel) {
        event.stopPropagation();
        close();
        return;
      }
      if (event.key !== "Enter" && event.key !== " ") return;
      const mark = event.target instanceof Element && event.target.closest(".trace .point");
      const plot = mark && mark.closest(".js-plotly-plot");
      if (!plot) return;
      event.preventDefault();
      event.stopPropagation();
      openMark(plot, customOf(plot, mark), mark);
    },
    { ...listen, capture: true },
  );

  const observer = new MutationObserver(schedule);
  observer.observe(document.documentElement, { childList: true, subtree: true });
  window.rrcEvidence = {
    stop() {
      observer.disconnect();
      stopping.abort();
      close();
      for (const old of document.querySelectorAll("#rrc-panel")) old.remove();
    },
  };
  for (const old of document.querySelectorAll("#rrc-panel")) old.remove();
  scan();
})();
