"use strict";
const boxes = document.querySelectorAll(".statuses input");
const show = () => {
  const on = new Set(Array.from(boxes).filter(b => b.checked).map(b => b.value));
  for (const row of document.querySelectorAll("table.city tbody")) row.hidden = !on.has(row.dataset.status);
};
for (const b of boxes) b.addEventListener("change", show);
