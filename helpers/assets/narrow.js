/* Fits a chart into a narrow page: the names of rows above their marks, long lines broken.
   In: a figure as JSON, the width of its place in pixels. Out: the same figure, changed in place.
   Must never know what a chart shows. */
window.fitChart = (figure, width) => {
  "use strict";
  const LINE = 18;
  const layout = figure.layout;
  const plain = (text) => text.replace(/<[^>]*>/g, "").replace(/&[^;]+;/g, "x");
  const wrap = (text, most, between) => {
    const lines = [];
    for (const part of text.split(between)) {
      const longer = lines.length ? lines[lines.length - 1] + between + part : part;
      if (lines.length && plain(longer).length <= most) lines[lines.length - 1] = longer;
      else lines.push(part);
    }
    return lines;
  };
  const margin = (layout.margin = { ...layout.margin });
  const height = layout.height - margin.t - margin.b;

  /* The question and what the marks mean */

  const title = layout.title;
  const before = (text) => text.split("<br>").length;
  const asked = title.text.replace(/<br>/g, " ");
  const lines = wrap(asked, width / 9.2, " ");
  let added = (lines.length - before(title.text)) * 22;
  title.pad = { ...title.pad, t: title.pad.t + added * 0.62 };
  title.text = lines.join("<br>");
  if (title.subtitle && title.subtitle.text) {
    const told = title.subtitle.text
      .split("<br>")
      .flatMap((line) => wrap(line, width / 7, "   "))
      .flatMap((line) => (line.includes("<") ? [line] : wrap(line, width / 6.6, " ")));
    added += (told.length - before(title.subtitle.text)) * LINE;
    title.subtitle.text = told.join("<br>");
  }
  margin.t += added;

  /* The names of the rows, with the notes at their right ends */

  const rows = layout.yaxis;
  const annotations = [...(layout.annotations || [])];
  let pitched = height;
  if (rows && rows.ticktext) {
    const isNote = (a) => a.xref === "paper" && a.x === 1 && a.xanchor === "left";
    const notes = new Map(annotations.filter(isNote).map((a) => [a.y, a.text]));
    const names = rows.ticktext.map((text, i) => {
      const note = notes.get(rows.tickvals[i]);
      const name = text.replace(/<br>/g, " ");
      return wrap(note ? `${name} · ${note}` : name, width / 7.3, " ");
    });
    const most = Math.max(...names.map((name) => name.length));
    const units = Math.abs(rows.range[1] - rows.range[0]);
    /* What is written over the marks of a row needs a line of its own, or two. */
    const isOver = (a) => a.xref !== "paper" && !Number.isInteger(a.y) && !rows.tickvals.includes(a.y);
    let over = annotations.some(isOver) ? LINE : 0;
    for (const trace of figure.data) {
      if (!(trace.mode || "").includes("text") || !String(trace.textposition).includes("top")) continue;
      const broken = trace.text.map((text) => wrap(text, width / 15, " "));
      trace.text = broken.map((part) => part.join("<br>"));
      over = Math.max(over, ...broken.map((part) => 10 + 15 * part.length));
    }
    const hangs = (trace) =>
      trace.type === "scatter" && trace.y.some((y) => y % 1 && !rows.tickvals.includes(y));
    const under = over && figure.data.some(hangs) ? LINE : 0;
    const pitch = Math.max(height / units, 26 + LINE * most + over + under);
    const share = (pitch - LINE * most - over - under - 4) / pitch;
    let closer = height / units / pitch;
    for (const trace of figure.data) {
      if (trace.type === "bar" && typeof trace.width === "number") {
        closer = Math.min(1, share / trace.width);
        trace.width = Math.min(trace.width, share);
      }
    }
    /* What stands beside its row, and not on it, stays as near as it was. */
    const near = (y) => {
      const gaps = rows.tickvals.map((row) => Math.abs(row - y));
      const row = rows.tickvals[gaps.indexOf(Math.min(...gaps))];
      return typeof y === "number" ? row + (y - row) * closer : y;
    };
    for (const trace of figure.data) {
      if (trace.type === "scatter" && Array.isArray(trace.y)) trace.y = trace.y.map(near);
    }
    pitched = pitch * units;
    layout.annotations = annotations.filter((a) => !isNote(a));
    for (const written of layout.annotations) written.y = near(written.y);
    names.forEach((name, i) => {
      layout.annotations.push({
        x: 0, xref: "paper", xanchor: "left", y: rows.tickvals[i], yref: "y", yanchor: "bottom",
        yshift: (share * pitch) / 2 + over, text: name.join("<br>"), align: "left", showarrow: false,
      });
    });
    Object.assign(rows, { showticklabels: false, automargin: false, ticklen: 0 });
    margin.l = 6;
    margin.r = 12;
    margin.t += LINE * (most - 1) + over + 4;
  }

  /* What stands along the bottom */

  for (const axis of [layout.xaxis, layout.xaxis2]) {
    if (!axis) continue;
    const named = Boolean(axis.ticktext);
    axis.tickfont = { ...axis.tickfont, size: named ? 10 : 11 };
    if (named && width / axis.tickvals.length < 62) {
      const whole = axis.ticktext.map((text) => text.replace(/<br>/g, " "));
      const room = 5 * Math.max(...whole.map((text) => plain(text).length));
      axis.ticktext = whole;
      axis.tickangle = -60;
      axis.automargin = false;
      margin[axis.side === "top" ? "t" : "b"] += room;
      margin[axis.side === "top" ? "r" : "l"] += room / 3;
    }
    if (named) continue;
    const part = axis.domain ? axis.domain[1] - axis.domain[0] : 1;
    axis.tickangle = 0;
    axis.nticks = Math.max(3, Math.round((width * part) / 55));
    delete axis.dtick;
  }
  layout.height = pitched + margin.t + margin.b;
  return figure;
};
