/** What the payment page does better with JavaScript: format, check while typing, fill in place, pay once. */
export const script = `"use strict";
const form = document.getElementById("card");
const inputs = form ? Object.fromEntries(["number", "expiry", "cvc", "name"].map((id) => [id, form.elements[id]])) : {};
const digits = (text) => text.replace(/\\D/g, "");

function grouped(text) {
  const all = digits(text).slice(0, 19);
  const amex = /^3[47]/.test(all);
  return (amex ? all.replace(/^(.{4})(.{1,6})?(.{1,5})?.*/, (_, a, b, c) => [a, b, c].filter(Boolean).join(" ")) : all.replace(/(.{4})(?=.)/g, "$1 "));
}

function dated(text, typing) {
  let all = digits(text).slice(0, 4);
  if (/^[2-9]/.test(all)) all = ("0" + all).slice(0, 4);
  return all.length > 2 ? all.slice(0, 2) + " / " + all.slice(2) : all.length === 2 && typing ? all + " / " : all;
}

function luhn(number) {
  return [...number].reverse().reduce((sum, digit, i) => {
    const value = digit * (i % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0) % 10 === 0;
}

function expiryProblem(text) {
  const [, month, year] = /^(\\d\\d) \\/ (\\d\\d)$/.exec(text) ?? [];
  if (!month || month < 1 || month > 12) return "Your card's expiration month is invalid.";
  const now = new Date();
  const left = (2000 + Number(year) - now.getFullYear()) * 12 + Number(month) - now.getMonth() - 1;
  return left >= 0 && left < 600 ? "" : "Your card's expiration year is invalid.";
}

const checks = {
  number: (text) => (digits(text).length >= 13 && luhn(digits(text)) ? "" : "Your card number is incorrect."),
  expiry: expiryProblem,
  cvc: (text) => (text.length === (/^3[47]/.test(inputs.number.value) ? 4 : 3) ? "" : "Your card's security code is invalid."),
  name: () => "",
};

const whenEmpty = {
  number: "Enter your card number.", expiry: "Enter the expiry date.",
  cvc: "Enter the security code.", name: "Enter the name on the card.",
};

function show(name, problem) {
  const input = inputs[name];
  document.getElementById(name + "-problem").textContent = problem;
  if (problem) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return !problem;
}

const check = (name) => show(name, inputs[name].value.trim() ? checks[name](inputs[name].value) : whenEmpty[name]);

function reformat(input, format) {
  input.addEventListener("input", (event) => {
    const atEnd = input.selectionEnd === input.value.length;
    const typing = !String(event.inputType ?? "").startsWith("delete");
    if (atEnd) input.value = format(input.value, typing);
    show(input.name, "");
  });
}

function busy(on) {
  const button = document.getElementById("pay");
  button.disabled = on;
  button.classList.toggle("busy", on);
}

if (form) {
  reformat(inputs.number, grouped);
  reformat(inputs.expiry, dated);
  reformat(inputs.cvc, (text) => digits(text).slice(0, 4));
  inputs.name.addEventListener("input", () => show("name", ""));
  for (const [name, input] of Object.entries(inputs)) {
    input.addEventListener("blur", () => input.value.trim() && check(name));
  }
  inputs.number.value = grouped(inputs.number.value);
  form.addEventListener("submit", (event) => {
    const wrong = Object.keys(inputs).filter((name) => !check(name));
    if (wrong.length === 0) return busy(true);
    event.preventDefault();
    inputs[wrong[0]].focus();
  });
  document.getElementById("fill").addEventListener("submit", (event) => {
    event.preventDefault();
    const year = String(new Date().getFullYear() + 2).slice(2);
    const card = { number: grouped(event.submitter.value), expiry: "12 / " + year, cvc: "123", name: inputs.name.value || "Asha Rao" };
    for (const [name, value] of Object.entries(card)) {
      inputs[name].value = value;
      show(name, "");
    }
    document.getElementById("pay").focus();
  });
  addEventListener("pageshow", () => busy(false));
  (form.querySelector("[aria-invalid]") ?? (matchMedia("(min-width: 56rem)").matches ? inputs.number : undefined))?.focus();
}
`;
