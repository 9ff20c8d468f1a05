'use strict';
// The page says everything without this; it adds the search, and opens what is folded for the printer.
document.querySelectorAll('table[data-search]').forEach(function (table) {
  var box = document.createElement('input');
  var rows = Array.from(table.tBodies[0].rows);
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  box.type = 'search';
  box.placeholder = table.dataset.search;
  box.setAttribute('aria-label', table.dataset.search);
  box.addEventListener('input', function () {
    var words = box.value.toLowerCase().split(/\s+/);
    rows.forEach(function (row, i) {
      row.hidden = !words.every(function (word) { return texts[i].includes(word); });
    });
  });
  table.parentNode.parentNode.insertBefore(box, table.parentNode);
});
addEventListener('beforeprint', function () {
  document.querySelectorAll('details').forEach(function (part) { part.open = true; });
});
