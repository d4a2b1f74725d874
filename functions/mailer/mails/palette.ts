import { html } from "./html";

// Light colours stand in style attributes, where every mail program looks; dark ones in a style sheet, by class, for
// those that know the dark. Text has a contrast of at least 4.5 : 1 in both.

export const light = {
  page: "#f2f3f8",
  card: "#ffffff",
  panel: "#f5f5fd",
  line: "#e2e4ef",
  ink: "#171a2c",
  muted: "#5a6079",
  accent: "#4038c7",
  onAccent: "#ffffff",
};

const dark: typeof light = {
  page: "#0d0f17",
  card: "#171a26",
  panel: "#202436",
  line: "#2d3246",
  ink: "#eceef7",
  muted: "#a4abc3",
  accent: "#a5a2ff",
  onAccent: "#12131f",
};

export const font = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** The style sheet: dark colours, and less margin on a phone. */
export const sheet = html`
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  body { margin: 0; padding: 0; width: 100%; -webkit-text-size-adjust: 100%; -ms-text-size-adjust: 100%; }
  table { border-collapse: separate; border-spacing: 0; mso-table-lspace: 0; mso-table-rspace: 0; }
  a[x-apple-data-detectors] { color: inherit; text-decoration: inherit; }
  @media (max-width: 520px) {
    .page { padding: 20px 12px 28px; }
    .card { padding: 28px 22px 30px; }
    .heading { font-size: 24px; }
    .button, .button a { display: block; text-align: center; }
  }
  @media (prefers-color-scheme: dark) {
    .page { background: ${dark.page}; }
    .card { background: ${dark.card}; border-color: ${dark.line}; }
    .panel { background: ${dark.panel}; border-color: ${dark.accent}; }
    .line { border-color: ${dark.line}; }
    .ink { color: ${dark.ink}; }
    .muted { color: ${dark.muted}; }
    .accent { color: ${dark.accent}; }
    .button, .button a, .badge { background: ${dark.accent}; color: ${dark.onAccent}; }
  }
`;
