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

export const dark: typeof light = {
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
    .page { padding: 20px 12px 28px !important; }
    .card { padding: 28px 20px 16px !important; }
    .heading { font-size: 24px !important; }
    .wide { width: 100% !important; }
    .button { text-align: center !important; }
  }
  @media (prefers-color-scheme: dark) {
    body, .page { background: ${dark.page} !important; }
    .card { background: ${dark.card} !important; border-color: ${dark.line} !important; }
    .panel { background: ${dark.panel} !important; border-color: ${dark.accent} !important; }
    .line { border-color: ${dark.line} !important; }
    .ink { color: ${dark.ink} !important; }
    .muted { color: ${dark.muted} !important; }
    .accent { color: ${dark.accent} !important; }
    .button, .button a, .badge { background: ${dark.accent} !important; color: ${dark.onAccent} !important; }
  }
`;
