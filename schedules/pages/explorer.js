// The years of an indicator to look through: which territory, which years, and the value under the pointer or the slider.
const data = JSON.parse(document.getElementById("figures").textContent);
const byId = id => document.getElementById(id);
const [plot, slider, said, choices] = ["plot", "year", "said", "choices"].map(byId);
const svgns = "http://www.w3.org/2000/svg";
const areas = data.areas.filter(area => area.points.length);
const state = { area: 0, from: 0, to: 0, year: 0 };

const node = (name, attributes = {}, text = "") => {
  const made = document.createElementNS(svgns, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
};
const number = value => {
  const text = Number(value.toPrecision(12)).toLocaleString("en-US", { maximumFractionDigits: 10 });
  return data.comma ? text.replace(/[.,]/g, sign => sign === "." ? "," : ".") : text;
};
const yearsOf = area => area.points.map(point => point[0]);
const shown = () => areas[state.area].points.filter(point => point[0] >= state.from && point[0] <= state.to);

const choice = (label, options, value, change) => {
  const [box, caption, select] = ["div", "label", "select"].map(name => document.createElement(name));
  select.id = `choice-${choices.childElementCount}`;
  caption.htmlFor = select.id;
  caption.textContent = label;
  for (const [own, text] of options) select.append(new Option(text, own, false, own === value));
  select.addEventListener("change", () => { change(+select.value); draw(); });
  box.append(caption, select);
  choices.append(box);
};
const offer = () => {
  const years = yearsOf(areas[state.area]);
  [state.from, state.to, state.year] = [years[0], years.at(-1), years.at(-1)];
  choices.replaceChildren();
  if (areas.length > 1)
    choice(data.words.area, areas.map((area, at) => [at, area.name]), state.area, at => { state.area = at; offer(); });
  const every = years.map(year => [year, year]);
  choice(data.words.from, every, state.from, year => { state.from = Math.min(year, state.to); });
  choice(data.words.to, every, state.to, year => { state.to = Math.max(year, state.from); });
};

// Round steps of 1, 2 or 5 times a power of ten.
const ticks = (low, high) => {
  const rough = (high - low) / 4, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= rough);
  const all = [];
  for (let at = Math.floor(low / step); at * step < high + step / 2; at++) all.push(at * step);
  return all;
};
const say = () => {
  const point = areas[state.area].points.find(entry => entry[0] === state.year);
  said.textContent = `${state.year}: ${point ? `${point[2]} (${point[3]})` : data.words.none}`;
};
let marker = () => {};
const draw = () => {
  const points = shown();
  const targets = data.targets.filter(target => target.year >= state.from);
  const lastYear = Math.max(state.to, ...targets.map(target => target.year));
  slider.min = state.from;
  slider.max = state.to;
  slider.value = state.year = Math.min(Math.max(state.year, state.from), state.to);
  const width = Math.max(280, plot.clientWidth), height = Math.round(Math.min(420, Math.max(240, width * 0.5)));
  const values = [...points.map(point => point[1]), ...targets.flatMap(target => [target.lower, target.upper]).filter(v => v != null)];
  let [low, high] = [Math.min(0, ...values), Math.max(...values, 0)];
  if (low === high) high = low + 1;
  const marks = ticks(low, high);
  [low, high] = [marks[0], marks.at(-1)];
  const left = 12 + 8 * Math.max(...marks.map(mark => number(mark).length)), right = 16, top = 12, bottom = 30;
  const x = year => left + (lastYear === state.from ? 0.5 : (year - state.from) / (lastYear - state.from)) * (width - left - right);
  const y = value => height - bottom - (value - low) / (high - low) * (height - top - bottom);
  const svg = node("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  svg.append(node("title", {}, data.words.chart), node("desc", {}, points.map(point => `${point[0]}: ${point[2]}`).join("; ")));
  for (const mark of marks)
    svg.append(node("line", { x1: left, x2: width - right, y1: y(mark), y2: y(mark), class: "grid" }),
      node("text", { x: left - 8, y: y(mark) + 4, class: "tick end" }, number(mark)));
  const every = Math.ceil((lastYear - state.from + 1) * 44 / (width - left - right));
  for (let year = state.from; year <= lastYear; year += every)
    svg.append(node("text", { x: x(year), y: height - 8, class: "tick middle" }, year));
  for (const gap of data.breaks.filter(gap => gap.year > state.from && gap.year <= state.to)) {
    const line = node("line", { x1: x(gap.year - 0.5), x2: x(gap.year - 0.5), y1: top, y2: height - bottom, class: "break" });
    line.append(node("title", {}, gap.note));
    svg.append(line);
  }
  for (const target of targets) {
    const [a, b] = [target.lower ?? target.upper, target.upper ?? target.lower];
    const mark = node("rect", { x: x(target.year) - 9, width: 18, y: y(b) - 1.5, height: Math.max(3, y(a) - y(b)), class: "goal" });
    mark.append(node("title", {}, target.label));
    svg.append(mark);
  }
  points.forEach((point, at) => {
    const next = points[at + 1];
    if (!next || data.breaks.some(gap => point[0] < gap.year && gap.year <= next[0])) return;
    svg.append(node("line", { x1: x(point[0]), y1: y(point[1]), x2: x(next[0]), y2: y(next[1]),
      class: next[0] - point[0] > 1 || !next[4] ? "line gap" : "line" }));
  });
  for (const point of points)
    svg.append(node("circle", { cx: x(point[0]), cy: y(point[1]), r: 4, class: point[4] ? "point" : "point open" }));
  const ring = node("circle", { r: 8, class: "ring" });
  svg.append(ring);
  marker = () => {
    const point = points.find(entry => entry[0] === state.year);
    ring.setAttribute("visibility", point ? "visible" : "hidden");
    if (point) { ring.setAttribute("cx", x(point[0])); ring.setAttribute("cy", y(point[1])); }
    say();
  };
  svg.addEventListener("pointermove", event => {
    const at = event.clientX - svg.getBoundingClientRect().left;
    const nearest = points.reduce((best, point) => Math.abs(x(point[0]) - at) < Math.abs(x(best[0]) - at) ? point : best, points[0]);
    slider.value = state.year = nearest[0];
    marker();
  });
  plot.replaceChildren(svg);
  marker();
};
slider.addEventListener("input", () => { state.year = +slider.value; marker(); });
byId("explorer").hidden = false;
offer();
draw();
new ResizeObserver(() => { if (plot.firstChild?.getAttribute("width") != Math.max(280, plot.clientWidth)) draw(); }).observe(plot);
