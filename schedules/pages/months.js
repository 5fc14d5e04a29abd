// The months beside this one are known to a small file beside their folders; where it is missing nothing is shown.
const own = document.body.dataset.month;
const up = document.body.dataset.up + "../";
const place = document.querySelector("li.months");
const script = document.createElement("script");
script.src = up + "months.js";
script.onload = () => {
  const months = globalThis.plan86Months ?? [];
  const lang = place.dataset.lang;
  const before = months.filter(month => month < own).at(-1);
  const after = months.find(month => month > own);
  const link = (href, text) => {
    const a = document.createElement("a");
    a.href = href;
    a.textContent = text;
    place.append(a, " ");
  };
  if (before) link(`${up}${before}/index.${lang}.html`, `← ${place.dataset.before} (${before})`);
  if (after) link(`${up}${after}/index.${lang}.html`, `${place.dataset.after} (${after}) →`);
  link(`${up}index.html`, lang === "vi" ? "Các tháng" : "All months");
  place.hidden = false;
};
document.head.append(script);
