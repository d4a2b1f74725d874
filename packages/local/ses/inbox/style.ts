/** The look of the inbox, in the light and in the dark. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #16172b; --muted: #5d6079; --line: #e1e3ee; --paper: #ffffff; --ground: #f4f5fb; --hover: #f8f8fd;
  --accent: #4338ca; --ring: #a5a0f5; --hero: linear-gradient(120deg, #2a2472, #4338ca 70%, #6d5df0);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #f1f1fa; --muted: #a5a8c2; --line: #2d2f45; --paper: #191a2a; --ground: #101120; --hover: #202236;
    --accent: #a29bff; --ring: #5a52c9; --hero: linear-gradient(120deg, #17143f, #29236f 70%, #3d3599);
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; }
h1, h2, p, dl, dd, ul, ol, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
[hidden], body:has(.empty) #clear { display: none !important; }

.bar { display: flex; align-items: center; justify-content: space-between; min-height: 4rem; padding: 0.75rem max(1.25rem, calc(50vw - 30rem)); background: var(--hero); color: #fff; }
.brand { display: flex; align-items: center; gap: 0.65rem; font-weight: 650; font-size: 1.0625rem; }
.mark { display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: 0.6rem; background: #fff; color: #3730a3; font-weight: 800; font-size: 0.9rem; }
.quiet { padding: 0.4rem 0.95rem; border: 1px solid rgb(255 255 255 / 0.4); border-radius: 2rem; background: none; color: #fff; font: inherit; font-size: 0.875rem; font-weight: 600; text-decoration: none; cursor: pointer; }
.quiet:hover { background: rgb(255 255 255 / 0.14); }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 0 3rem; }
.heading { display: flex; align-items: baseline; gap: 0.75rem; padding: 0 1.25rem 0.9rem; }
h1 { font-size: 1.5rem; letter-spacing: -0.015em; line-height: 1.25; overflow-wrap: anywhere; }
.count { color: var(--muted); font-size: 0.9375rem; }

.list { border-block: 1px solid var(--line); background: var(--paper); }
.list li + li { border-top: 1px solid var(--line); }
.row { display: grid; grid-template: "avatar to when" "avatar subject subject" "avatar snippet snippet" / auto minmax(0, 1fr) auto; gap: 0 0.9rem; padding: 0.85rem 1.25rem; color: inherit; text-decoration: none; }
.row:hover { background: var(--hover); }
.row:focus-visible { outline-offset: -3px; }
.avatar { grid-area: avatar; display: grid; place-items: center; align-self: start; width: 2.5rem; height: 2.5rem; margin-top: 0.2rem; border-radius: 50%; color: #fff; font-weight: 650; }
.hue-0 { background: #4338ca; } .hue-1 { background: #0f766e; } .hue-2 { background: #b4501e; }
.hue-3 { background: #a62768; } .hue-4 { background: #1d5fb8; } .hue-5 { background: #5f6b0e; }
.to { grid-area: to; color: var(--muted); font-size: 0.875rem; }
.subject { grid-area: subject; font-weight: 600; }
.snippet { grid-area: snippet; color: var(--muted); font-size: 0.9375rem; }
.to, .subject, .snippet { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.when { grid-area: when; color: var(--muted); font-size: 0.8125rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.clip { margin-right: 0.4rem; }
.empty { padding: 4.5rem 1.5rem; color: var(--muted); text-align: center; text-wrap: balance; }
.empty h1, .empty h2 { margin-bottom: 0.35rem; color: var(--ink); }
.empty h2 { font-size: 1.25rem; }
.envelope { font-size: 3rem; line-height: 1.3; }

.message { padding: 1.75rem 1.25rem 3rem; }
.envelope-lines, .headers { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.2rem 1rem; overflow-wrap: anywhere; }
.envelope-lines { margin: 0.9rem 0 1.25rem; font-size: 0.9375rem; }
dt { color: var(--muted); }
.attachments { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-bottom: 1.25rem; }
.attachments a { display: block; padding: 0.5rem 0.9rem; border: 1px solid var(--line); border-radius: 0.7rem; background: var(--paper); color: inherit; font-size: 0.875rem; text-decoration: none; overflow-wrap: anywhere; }
.attachments a:hover { border-color: var(--accent); }
.attachments span { color: var(--muted); }
.tabs { display: flex; gap: 0.25rem; border-bottom: 1px solid var(--line); }
.tabs a { margin-bottom: -1px; padding: 0.55rem 0.9rem; border-bottom: 2px solid transparent; color: var(--muted); font-size: 0.9375rem; font-weight: 600; text-decoration: none; }
.tabs a:hover { color: var(--ink); }
.tabs [aria-current] { border-color: var(--accent); color: var(--ink); }
iframe, .message pre, .headers { width: 100%; margin-top: 1rem; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--paper); }
iframe { display: block; height: max(26rem, calc(100vh - 20rem)); background: #fff; color-scheme: light; }
pre, .headers { padding: 1.1rem 1.25rem; font: 0.8125rem/1.6 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.text { font: inherit; }
.download { margin-top: 1rem; font-size: 0.875rem; }

@media (min-width: 62rem) {
  .heading { padding-inline: 0; }
  .list { overflow: hidden; border: 1px solid var(--line); border-radius: 1rem; }
  .message { padding-inline: 0; }
}
`;
