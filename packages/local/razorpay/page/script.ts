/** What the checkout does better with JavaScript: one click pays once. */
export const script = `"use strict";
const form = document.getElementById("checkout");
const busy = (on) => {
  for (const button of form?.querySelectorAll("button") ?? []) button.classList.toggle("busy", on && button === chosen);
};
let chosen;
form?.addEventListener("submit", (event) => {
  if (chosen) return event.preventDefault();
  chosen = event.submitter;
  busy(true);
});
addEventListener("pageshow", () => {
  chosen = undefined;
  busy(false);
});
`;
