/** The look of the payment page, in the light and in the dark. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #16172b; --muted: #5d6079; --line: #dcdeea; --paper: #ffffff; --ground: #f4f5fb; --field: #ffffff;
  --accent: #4338ca; --accent-strong: #3730a3; --on-accent: #ffffff; --ring: #a5a0f5;
  --bad: #b42318; --bad-soft: #fef1f0; --good: #067647; --good-soft: #e3f8ec; --warn: #b25e09; --warn-soft: #fff6e5;
  --hero: linear-gradient(155deg, #2a2472 0%, #4338ca 62%, #6d5df0 100%);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #f1f1fa; --muted: #a5a8c2; --line: #34364e; --paper: #191a2a; --ground: #101120; --field: #12131f;
    --accent: #7c73f2; --accent-strong: #958df7; --on-accent: #0d0b26; --ring: #5a52c9;
    --bad: #ff9b90; --bad-soft: #3a1917; --good: #6ee7a8; --good-soft: #10301f; --warn: #fbc56d; --warn-soft: #35260d;
    --hero: linear-gradient(155deg, #17143f 0%, #29236f 62%, #3d3599 100%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; }
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; }
code { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }

.summary { padding: 1.5rem 1.25rem 1.75rem; background: var(--hero); color: #fff; }
.merchant { display: flex; align-items: center; gap: 0.6rem; font-weight: 600; }
.mark { display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: 0.6rem; background: #fff; color: #3730a3; font-weight: 800; font-size: 0.9rem; }
.badge { padding: 0.1rem 0.6rem; border-radius: 1rem; background: #ffd98a; color: #4d2f00; font-size: 0.75rem; font-weight: 650; }
.amount { margin-top: 1.25rem; font-size: clamp(2.25rem, 8vw, 3.25rem); font-weight: 700; letter-spacing: -0.03em; line-height: 1.1; font-variant-numeric: tabular-nums; }
.description { margin-top: 0.5rem; font-size: 1.0625rem; color: #e5e3ff; text-wrap: balance; overflow-wrap: anywhere; }
.summary dl { display: grid; grid-template-columns: auto 1fr; gap: 0.15rem 0.9rem; margin-top: 1.1rem; font-size: 0.8125rem; color: #d5d2ff; }
.summary dd { overflow-wrap: anywhere; }

.pane { padding: 1.5rem 1.25rem; background: var(--paper); }
.card-form { display: grid; gap: 1rem; max-width: 27rem; margin: 0 auto; }
h1 { font-size: 1.375rem; letter-spacing: -0.015em; line-height: 1.25; }
h2 { font-size: 0.9375rem; }
label { display: block; margin-bottom: 0.3rem; font-size: 0.875rem; font-weight: 550; }
input { width: 100%; padding: 0.7rem 0.85rem; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--field); color: inherit; font: inherit; font-variant-numeric: tabular-nums; transition: border-color 0.12s, box-shadow 0.12s; }
input::placeholder { color: var(--muted); opacity: 0.7; }
input:focus-visible { outline: none; border-color: var(--accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 25%, transparent); }
input[aria-invalid] { border-color: var(--bad); }
.problem { font-size: 0.8125rem; color: var(--bad); }
.problem:not(:empty) { margin-top: 0.3rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; align-items: start; }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
legend { margin-bottom: 0.3rem; padding: 0; font-size: 0.875rem; font-weight: 550; }
.methods { border: 1px solid var(--line); border-radius: 0.6rem; overflow: hidden; }
.methods label { display: flex; align-items: center; gap: 0.7rem; margin: 0; padding: 0.8rem 0.9rem; border-top: 1px solid var(--line); font-size: 1rem; cursor: pointer; }
.methods label:first-of-type { border-top: 0; }
.methods label:has(:checked) { background: var(--ground); }
.methods input { width: 1.1rem; height: 1.1rem; padding: 0; accent-color: var(--accent); }
.methods span { margin-left: auto; color: var(--muted); font-size: 0.875rem; }
.alert, .notice { padding: 0.7rem 0.9rem; border-radius: 0.6rem; font-size: 0.9375rem; }
.alert { background: var(--bad-soft); color: var(--bad); }
.notice { background: var(--warn-soft); color: var(--warn); }
.notice a { color: inherit; font-weight: 600; }
.primary, .secondary { display: inline-block; width: 100%; padding: 0.8rem 1.25rem; border: 1px solid transparent; border-radius: 0.6rem; font: inherit; font-weight: 650; text-align: center; text-decoration: none; cursor: pointer; transition: background 0.12s; }
.primary { background: var(--accent); color: var(--on-accent); }
.primary:hover { background: var(--accent-strong); }
.secondary { border-color: var(--line); background: none; color: var(--ink); }
.secondary:hover { background: var(--ground); }
.primary:disabled { cursor: progress; opacity: 0.85; }
.busy::before { content: ""; display: inline-block; width: 1em; height: 1em; margin-right: 0.6em; border: 2px solid currentColor; border-right-color: transparent; border-radius: 50%; vertical-align: -0.125em; animation: turn 0.8s linear infinite; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { .busy::before { animation-duration: 4s; } }
.fine { font-size: 0.8125rem; color: var(--muted); text-align: center; }

.test-cards { padding: 1.5rem 1.25rem 2rem; }
.test-cards ul { display: grid; margin-top: 0.6rem; list-style: none; }
.test-cards li { display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: 0 0.7rem; padding: 0.4rem 0; border-top: 1px solid var(--line); font-size: 0.875rem; }
.test-cards li:first-child { border-top: 0; }
.test-cards code { grid-area: 2 / 2; color: var(--muted); font-size: 0.8125rem; }
.test-cards button { grid-area: 1 / 3 / span 2; padding: 0.35rem 0.9rem; border: 1px solid var(--line); border-radius: 2rem; background: none; color: inherit; font: inherit; font-size: 0.8125rem; font-weight: 600; cursor: pointer; }
.test-cards button:hover { background: var(--paper); border-color: var(--accent); }
.dot { width: 0.55rem; height: 0.55rem; border-radius: 50%; background: var(--muted); }
.dot.succeeds { background: #22a565; } .dot.challenges { background: #e89c1f; } .dot.declines { background: #e2503f; }

.single { display: grid; place-items: center; min-height: 100vh; padding: 1.25rem; }
.panel { width: 100%; max-width: 27rem; padding: 2rem 1.75rem; border: 1px solid var(--line); border-radius: 1.1rem; background: var(--paper); box-shadow: 0 1.5rem 3rem -1.5rem rgb(20 18 60 / 0.25); }
.bank { border-top: 0.35rem solid #0f766e; }
.bank-name { display: flex; align-items: center; gap: 0.6rem; margin-bottom: 1.5rem; font-weight: 650; }
.shield { width: 1.5rem; height: 1.7rem; background: #0f766e; clip-path: polygon(50% 0, 100% 18%, 100% 55%, 50% 100%, 0 55%, 0 18%); }
.bank dl { display: grid; grid-template-columns: auto 1fr; gap: 0.6rem 1.25rem; margin: 1.25rem 0; padding: 1rem 0; border-block: 1px solid var(--line); }
.bank dt { color: var(--muted); } .bank dd { text-align: right; font-weight: 600; font-variant-numeric: tabular-nums; }
.bank form { display: grid; gap: 0.6rem; margin-bottom: 1rem; }
.bank .primary { background: #0f766e; color: #fff; } .bank .primary:hover { background: #0b5d57; }
.ending { display: grid; gap: 0.9rem; justify-items: center; text-align: center; text-wrap: balance; overflow-wrap: anywhere; }
.ending > p:has(.primary) { width: 100%; margin-top: 0.5rem; }
.seal { display: grid; place-items: center; width: 4rem; height: 4rem; border-radius: 50%; font-size: 1.9rem; font-weight: 700; }
.seal.paid { background: var(--good-soft); color: var(--good); } .seal.paid::before { content: "✓"; }
.seal.cancelled { background: var(--bad-soft); color: var(--bad); } .seal.cancelled::before { content: "✕"; }

@media (min-width: 56rem) {
  .checkout { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr); grid-template-rows: auto 1fr; min-height: 100vh; }
  .summary { grid-area: 1 / 1; padding: 3.25rem 3.5rem 2.25rem; }
  .pane { grid-area: 1 / 2 / span 2; display: grid; align-content: center; padding: 3rem 3.5rem; }
  .card-form { width: 100%; gap: 1.1rem; }
  .test-cards { grid-area: 2 / 1; padding: 1.75rem 3.5rem 2.5rem; }
  .test-cards li { grid-template-columns: auto 1fr auto auto; padding: 0.35rem 0; }
  .test-cards code { grid-area: 1 / 3; }
  .test-cards button { grid-area: 1 / 4; }
}
`;
