// Without this script every row is shown; with it, those that fit all choices.
const form = document.getElementById("filter");
const rows = [...document.querySelectorAll("#verdicts tbody tr")];
const count = document.getElementById("count");
const choose = () => {
  let shown = 0;
  for (const row of rows) {
    row.hidden = [...form.elements].some(choice => choice.value && row.dataset[choice.name] !== choice.value);
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = count.dataset.text.replace("{0}", shown).replace("{1}", rows.length);
};
form.hidden = false;
form.addEventListener("change", choose);
choose();
