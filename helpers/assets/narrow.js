/* Fits a chart into a narrow page: the names of rows above their marks, long lines broken.
   In: a figure as JSON, the width of its place in pixels. Out: the same figure, changed in place.
   Must never know what a chart shows. */
window.fitChart = (figure, width) => {
  "use strict";
  const LINE = 18; // pixels, as all that follow
  const ARC = 10; // what an arc takes above the marks
  const LEAST_MARK = 22;
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
    const given = height / Math.abs(rows.range[1] - rows.range[0]); // from row to row on a wide page
    const up = Math.sign(rows.range[1] - rows.range[0]);
    const first = up > 0 ? Math.max(...rows.tickvals) : Math.min(...rows.tickvals);
    /* What stands above all rows heads the columns, and stays above the first name too. */
    const isHead = (a) => a.xref !== "paper" && (a.y - first) * up > 0.5;
    /* What is written or drawn over the marks of a row needs a line of its own, or two. */
    const isOver = (a) => a.xref !== "paper" && !Number.isInteger(a.y) && !rows.tickvals.includes(a.y) && !isHead(a);
    const shapes = (layout.shapes || []).map((shape) => ({ ...shape }));
    let over = annotations.some(isOver) ? LINE : shapes.some((shape) => shape.path) ? ARC : 0;
    const listed = (sizes) => (Array.isArray(sizes) ? sizes : []);
    for (const trace of figure.data) {
      const widths = listed(trace.width).map((size) => size * given);
      const highest = Math.max(0, ...widths, ...listed(trace.marker && trace.marker.size));
      over = Math.max(over, (highest - LEAST_MARK) / 2);
      if (!(trace.mode || "").includes("text") || !String(trace.textposition).includes("top")) continue;
      const broken = trace.text.map((text) => wrap(text, width / 15, " "));
      trace.text = broken.map((part) => part.join("<br>"));
      over = Math.max(over, ...broken.map((part) => 10 + 15 * part.length));
    }
    const hangs = (trace) =>
      trace.type === "scatter" && trace.y.some((y) => y % 1 && !rows.tickvals.includes(y));
    const under = over && figure.data.some(hangs) ? LINE : 0;
    const pitch = Math.max(given, LEAST_MARK + 4 + LINE * most + over + under);
    const share = (pitch - LINE * most - over - under - 4) / pitch;
    let closer = given / pitch;
    for (const trace of figure.data) {
      if (trace.type === "bar" && typeof trace.width === "number") {
        closer = Math.min(1, share / trace.width);
        trace.width = Math.min(trace.width, share);
      } else if (Array.isArray(trace.width)) {
        trace.width = trace.width.map((size) => (size * given) / pitch);
      }
    }
    /* What stands beside its row, and not on it, stays as near as it was. */
    const rowOf = (y) => {
      const gaps = rows.tickvals.map((row) => Math.abs(row - y));
      return rows.tickvals[gaps.indexOf(Math.min(...gaps))];
    };
    const near = (y, row = rowOf(y)) => (typeof y === "number" ? row + (y - row) * closer : y);
    for (const trace of figure.data) {
      if (trace.type === "scatter" && Array.isArray(trace.y)) trace.y = trace.y.map((y) => near(y));
    }
    for (const shape of shapes) {
      if (shape.path) {
        const row = rowOf(Number(/,(-?[\d.]+)/.exec(shape.path)[1]));
        shape.path = shape.path.replace(/,(-?[\d.]+)/g, (_, y) => `,${near(Number(y), row)}`);
      } else [shape.y0, shape.y1] = [near(shape.y0), near(shape.y1)];
    }
    layout.shapes = shapes;
    const named = (share * pitch) / 2 + over; // from the middle of a row to its name
    const heads = annotations.filter(isHead);
    const room = (named + LINE * names[rows.tickvals.indexOf(first)].length + 2) / pitch;
    const top = heads.length ? room : Math.max(room, (rows.range[1] - first) * up);
    rows.range = [rows.range[0], first + up * top];
    pitched = pitch * Math.abs(rows.range[1] - rows.range[0]);
    for (const head of heads) Object.assign(head, { yref: "paper", y: 1, yanchor: "bottom" });
    margin.t += heads.length ? LINE : 0;
    layout.annotations = annotations.filter((a) => !isNote(a));
    for (const written of layout.annotations) {
      if (!heads.includes(written)) written.y = near(written.y);
    }
    names.forEach((name, i) => {
      layout.annotations.push({
        x: 0, xref: "paper", xanchor: "left", y: rows.tickvals[i], yref: "y", yanchor: "bottom",
        yshift: named, text: name.join("<br>"), align: "left", showarrow: false,
      });
    });
    Object.assign(rows, { showticklabels: false, automargin: false, ticklen: 0 });
    margin.l = 6;
    margin.r = 12;
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
