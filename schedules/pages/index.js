// Without this script every row is shown in the order of the Plan; with it, those that fit all choices, in the order asked for.
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const form = document.getElementById("filter");
const body = document.querySelector("#verdicts tbody");
const rows = [...body.rows];
const words = rows.map(row => plain(row.cells[0].textContent + " " + row.cells[5].textContent + " " + row.dataset.sector));
const count = document.getElementById("count");
const fits = (row, at, wanted) =>
  [...form.querySelectorAll("select")].every(choice => !choice.value || row.dataset[choice.name] === choice.value)
  && (!form.elements.known.checked || row.dataset.known)
  && wanted.every(word => words[at].includes(word));
const choose = () => {
  const wanted = plain(form.elements.search.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, at) => {
    row.hidden = !fits(row, at, wanted);
    shown += row.hidden ? 0 : 1;
  });
  count.textContent = count.dataset.text.replace("{0}", shown).replace("{1}", rows.length);
};

// Letters in the order of Vietnamese, numbers by what they are; what has none comes last whichever way.
const letters = new Intl.Collator("vi");
const valueOf = (row, at) => row.cells[at].querySelector("[data-value]")?.dataset.value ?? "";
const sort = (head, at) => {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const sign = down ? -1 : 1;
  const compare = head.dataset.sort === "text"
    ? (a, b) => sign * letters.compare(a.cells[at].textContent.trim(), b.cells[at].textContent.trim())
    : (a, b) => {
      const [x, y] = [valueOf(a, at), valueOf(b, at)];
      return x === "" || y === "" ? (x === "") - (y === "") : sign * (x - y);
    };
  body.append(...[...rows].sort(compare));
};
document.querySelectorAll("#verdicts thead th").forEach((head, at) => {
  if (!head.dataset.sort) return;
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head, at));
  head.append(button);
});
form.hidden = false;
form.addEventListener("input", choose);
form.addEventListener("submit", event => event.preventDefault());
choose();
