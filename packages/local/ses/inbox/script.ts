/** What the inbox does with JavaScript: shows new mail as it comes, times in the reader's zone, and deletes. */
export const script = `"use strict";
const shown = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const today = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

function localTimes() {
  for (const time of document.querySelectorAll("time")) {
    const date = new Date(time.dateTime);
    time.title = date.toString();
    time.textContent = (time.closest(".row") && date.toDateString() === new Date().toDateString() ? today : shown).format(date);
  }
}

async function refresh() {
  if (document.hidden) return;
  const response = await fetch("/").catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("mail");
  const mail = document.getElementById("mail");
  const ids = (main) => [...main.querySelectorAll("a.row")].map((row) => row.getAttribute("href")).join();
  if (!fresh || ids(fresh) === ids(mail)) return;
  mail.replaceWith(fresh);
  localTimes();
}

localTimes();
const clear = document.getElementById("clear");
if (clear) {
  clear.hidden = false;
  clear.addEventListener("click", async () => {
    if (!confirm("Delete all messages?")) return;
    await fetch("/messages", { method: "DELETE" });
    await refresh();
  });
  setInterval(refresh, 2000);
  addEventListener("visibilitychange", refresh);
}
`;
