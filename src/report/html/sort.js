document.querySelectorAll("table.sortable").forEach((table) => {
  table.querySelectorAll("thead button").forEach((button, column) => {
    button.addEventListener("click", () => {
      const head = button.parentElement, body = table.tBodies[0];
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].dataset.value;
      const isNumber = head.classList.contains("number");
      const compare = (a, b) => isNumber ? (value(a) === "" ? 1 : value(b) === "" ? -1 : value(a) - value(b)) : value(a).localeCompare(value(b));
      [...body.rows].sort((a, b) => down ? compare(b, a) : compare(a, b)).forEach((row) => body.appendChild(row));
    });
  });
});
