/* A concordance of the texts. In: words as helpers/export/search_page.py packed them.
   Out: lines with their context, the same as helpers/concordance.py gives for the same query.
   Asks the network for nothing; text is only ever put in as text, never as HTML. */
(() => {
  "use strict";
  const MOST_SHOWN = 100;
  const held = document.getElementById("words");
  const data = window.rrcWords || JSON.parse(held.textContent);

  /* The words: each sentence parted into words and what stands between them, and where each is */

  const sentences = [];
  const postings = new Map();
  const unpack = (packed) => {
    const parts = packed.split("\t");
    const [words, between] = [[], [parts[0]]];
    for (let i = 1; i < parts.length; i += 2) {
      const run = parts[i].split(" ");
      words.push(...run);
      for (let j = 1; j < run.length; j += 1) between.push(" ");
      between.push(parts[i + 1]);
    }
    return { words, between };
  };
  const index = () => { // once: at the first query, or when the page stands
    if (sentences.length) return;
    for (const [document_, label, address, listed] of data.texts) {
      for (const [id, counted, packed, voices, codes] of listed) {
        const { words, between } = unpack(packed);
        const folded = words.map((word) => word.toLowerCase());
        const number = sentences.length;
        sentences.push({ document: document_, label, address, id, counted, words, between, folded, voices, codes });
        folded.forEach((word, position) => {
          if (!postings.has(word)) postings.set(word, []);
          postings.get(word).push([number, position]);
        });
      }
    }
  };

  const voiceAt = (sentence, word) => {
    const run = sentence.voices.findLast(([first, last]) => first <= word && word < last);
    return run ? [data.voices[run[2]], data.speakers[run[3]]] : [data.voices[0], ""];
  };

  /* The query */

  const readQuery = (query) => {
    const words = query.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}*]+/gu) || [];
    return words.some((word) => /[\p{L}\p{N}]/u.test(word)) ? words : [];
  };

  const matchWords = (word) => {
    if (!word.includes("*")) return new Set(postings.has(word) ? [word] : []);
    const parts = word.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^${parts.join(".*")}$`, "su");
    return new Set([...postings.keys()].filter((known) => pattern.test(known)));
  };

  const findWords = (query) => {
    if (!query.length) return [];
    const matching = query.map(matchWords);
    const sizes = matching.map((words) => [...words].reduce((n, w) => n + postings.get(w).length, 0));
    const rarest = sizes.indexOf(Math.min(...sizes));
    const places = [];
    for (const word of matching[rarest]) {
      for (const [number, position] of postings.get(word)) {
        const { folded } = sentences[number];
        const first = position - rarest;
        const last = first + query.length;
        if (first < 0 || last > folded.length) continue;
        if (!matching.every((words, i) => words.has(folded[first + i]))) continue;
        const [voice, speaker] = voiceAt(sentences[number], first);
        places.push({ number, first, last, voice, speaker });
      }
    }
    return places;
  };

  const findCode = (code) => {
    const wanted = data.codes.indexOf(code);
    return sentences.flatMap((sentence, number) =>
      sentence.codes
        .filter((hit) => hit[2] === wanted)
        .map(([first, last, , voice]) => {
          return { number, first, last, voice: data.voices[voice], speaker: voiceAt(sentence, first)[1] };
        }),
    );
  };

  /* The order: by place, or by words compared one after the other */

  const byPlace = (a, b) =>
    a.number - b.number || a.first - b.first || a.last - b.last || (a.voice < b.voice ? -1 : a.voice > b.voice ? 1 : 0);
  const around = {
    place: () => [],
    left: ({ number, first }) => sentences[number].folded.slice(0, first).reverse(),
    right: ({ number, last }) => sentences[number].folded.slice(last),
  };
  const compareWords = (a, b) => {
    for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
      if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return a.length - b.length;
  };

  const find = ({ query = "", code = "", voice = "", text = "", sort = "place" } = {}) => {
    index();
    const named = data.codes.find((known) => known.toLowerCase() === query.trim().toLowerCase());
    const wanted = named || (query.trim() ? "" : code);
    const number = data.codes.indexOf(code);
    const kept = (wanted ? findCode(wanted) : findWords(readQuery(query))).filter(
      (place) =>
        (!code || sentences[place.number].codes.some((hit) => hit[2] === number)) &&
        (!voice || place.voice === voice) &&
        (!text || sentences[place.number].document === text),
    );
    const keyed = kept.map((place) => ({ place, key: around[sort](place) }));
    keyed.sort((a, b) => compareWords(a.key, b.key) || byPlace(a.place, b.place));
    return keyed.map(({ place }) => place);
  };

  /* A line */

  const cut = ({ words, between }, first, last) => {
    let run = first < last ? words[first] : "";
    for (let i = first + 1; i < last; i += 1) run += between[i] + words[i];
    return run;
  };
  const writeLine = ({ number, first, last, voice, speaker }) => {
    const sentence = sentences[number];
    const { between, words } = sentence;
    return {
      sentence,
      left: between[0] + cut(sentence, 0, first) + (first ? between[first] : ""),
      hit: cut(sentence, first, last),
      right: between[last] + cut(sentence, last, words.length) + (last < words.length ? between[words.length] : ""),
      voice,
      speaker,
    };
  };

  /* The page */

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const form = document.getElementById("search");
  const [box, said] = [document.getElementById("lines"), document.getElementById("said")];
  const examples = document.getElementById("examples"); // none where nothing is coded
  const fields = { query: "q", code: "code", voice: "voice", text: "text", sort: "sort" };
  for (const name of Object.keys(fields)) fields[name] = document.getElementById(fields[name]);

  const showLine = (line) => {
    const { sentence } = line;
    const row = make("tr");
    const place = make("th", "where");
    place.scope = "row";
    const named = make(sentence.address ? "a" : "span", "", `${sentence.label}, sentence ${sentence.id}`);
    if (sentence.address) named.href = `${sentence.address}#s-${sentence.id}`;
    place.append(named);
    const whose = line.speaker ? `quoted: ${line.speaker}` : data.voiceNames[data.voices.indexOf(line.voice)];
    if (line.voice !== data.voices[0]) place.append(" ", make("span", "whose", whose));
    if (!sentence.counted) place.append(" ", make("span", "whose", "not counted"));
    const left = make("td", "left");
    left.append(make("bdi", "", line.left));
    const hit = make("td", "hit");
    hit.append(make("mark", "", line.hit));
    row.append(place, left, hit, make("td", "right", line.right));
    return row;
  };

  const showLines = (places, most) => {
    const table = make("table", "kwic");
    table.append(make("caption", "said", "Each line: its place, the words before, the hit, the words after"));
    const head = make("tr");
    for (const name of ["place", "before", "hit", "after"]) {
      const cell = make("th", name, name);
      cell.scope = "col";
      head.append(cell);
    }
    table.append(make("thead"), make("tbody"));
    table.tHead.append(head);
    table.tBodies[0].append(...places.slice(0, most).map((place) => showLine(writeLine(place))));
    box.replaceChildren(table);
    if (places.length <= most) return;
    const more = make("button", "more", `Show all ${places.length.toLocaleString("en")} lines`);
    more.type = "button";
    more.addEventListener("click", () => showLines(places, places.length));
    box.append(more);
  };

  const read = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
  const say = (places) => {
    const texts = new Set(places.map((place) => sentences[place.number].document)).size;
    const n = places.length;
    const lines = `${n.toLocaleString("en")} line${n === 1 ? "" : "s"}`;
    return n ? `${lines} in ${texts} of ${data.texts.length} text${data.texts.length === 1 ? "" : "s"}` : "No line.";
  };
  const remember = (asked) => {
    const kept = Object.entries(asked).filter(([name, value]) => value && !(name === "sort" && value === "place"));
    try {
      history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
    } catch {
      // an address that cannot be changed: the search works all the same
    }
  };
  const run = () => {
    const asked = read();
    const isIdle = !asked.query.trim() && !asked.code;
    if (examples) examples.hidden = !isIdle;
    if (isIdle) {
      box.replaceChildren();
      said.textContent = "";
      return;
    }
    const places = find(asked);
    said.textContent = say(places);
    if (places.length) showLines(places, MOST_SHOWN);
    else box.replaceChildren();
  };
  const recall = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const [name, field] of Object.entries(fields)) {
      field.value = asked.get(name) || (name === "sort" ? "place" : "");
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    run();
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    remember(read());
    run();
  });
  if (examples) {
    examples.addEventListener("click", (event) => {
      const { asked } = event.target.dataset;
      if (asked) location.hash = new URLSearchParams(JSON.parse(asked));
    });
  }
  addEventListener("hashchange", recall);
  recall();
  if (document.readyState === "complete") setTimeout(index);
  else addEventListener("load", () => setTimeout(index));
  window.rrcSearch = {
    find: (asked) =>
      find(asked).map((place) => {
        const { sentence, left, hit, right, voice, speaker } = writeLine(place);
        return [sentence.document, sentence.id, left, hit, right, voice, speaker];
      }),
  };
})();
