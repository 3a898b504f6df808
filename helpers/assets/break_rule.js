/* A prediction opens its answer and says whether it was right. Without it the answer still opens. */
(() => {
  "use strict";
  if (document.rrcBreaksRules) return;
  document.rrcBreaksRules = true;
  document.addEventListener("change", (event) => {
    const radio = event.target;
    const edit = radio instanceof HTMLInputElement ? radio.closest(".rrc-edit[data-answer]") : null;
    if (!edit) return;
    const right = radio.value === edit.dataset.answer;
    edit.querySelector(".rrc-predicted").textContent = right ? "So it is." : "It is not so.";
    edit.querySelector("details").open = true;
  });
})();
