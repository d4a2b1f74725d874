import { type Html, html } from "./html";
import { font, light } from "./palette";
import { oneLine } from "./wording";

/** A piece of a mail, said once and rendered twice: for eyes on a screen, and as the plain text that people read. */
export interface Block {
  html: Html;
  text: string;
}

const prose = `margin: 0 0 18px; color: ${light.ink}; font: 400 16px/1.6 ${font};`;

export function paragraph(words: string): Block {
  const text = oneLine(words);
  return { html: html`<p class="ink" style="${prose}">${text}</p>`, text };
}

/** Small print. */
export function aside(words: string): Block {
  const text = oneLine(words);
  const style = `margin: 0 0 12px; color: ${light.muted}; font: 400 14px/1.6 ${font};`;
  return { html: html`<p class="muted" style="${style}">${text}</p>`, text };
}

/** What the mail is about, set apart. */
export function panel(words: string): Block {
  const text = oneLine(words);
  const style = `padding: 18px 20px; background: ${light.panel}; border-left: 4px solid ${light.accent}; border-radius: 6px;`;
  const title = `margin: 0; color: ${light.ink}; font: 600 18px/1.4 ${font};`;
  return {
    html: html`<table role="presentation" width="100%" style="margin: 0 0 22px;"><tr>
      <td class="panel" style="${style}"><p class="ink" dir="auto" style="${title}">${text}</p></td>
    </tr></table>`,
    text: `    ${text}`,
  };
}

/** Steps in their order. */
export function steps(each: readonly string[]): Block {
  const lines = each.map(oneLine);
  const items = lines.map((line) => html`<li style="margin: 0 0 10px;">${line}</li>`);
  return {
    html: html`<ol class="ink" style="${prose} padding: 0 0 0 24px;">${items}</ol>`,
    text: lines.map((line, index) => `${index + 1}. ${line}`).join("\n"),
  };
}

/** A label and what it stands for. */
export interface Fact {
  label: string;
  value: string;
  /** The same in other words, on a line of its own. */
  more?: string;
  /** What the others come to. */
  strong?: boolean;
}

function factRow({ label, value, more, strong = false }: Fact): Html {
  const size = strong ? "700 18px/1.4" : "400 14px/1.5";
  const cell = `padding: 11px 0; border-top: 1px solid ${light.line}; vertical-align: top; font: ${size} ${font};`;
  const tone = strong ? light.ink : light.muted;
  const further = more ? html`<br><span class="muted" style="color: ${light.muted};">${more}</span>` : "";
  return html`<tr>
      <th scope="row" class="line ${strong ? "ink" : "muted"}" style="${cell} padding-right: 16px; color: ${tone}; text-align: left; white-space: nowrap;">${label}</th>
      <td class="line ink" style="${cell} color: ${light.ink}; text-align: right; word-break: break-word;">${value}${further}</td>
    </tr>`;
}

function factLine({ label, value, more }: Fact, width: number): string {
  return `${label}:`.padEnd(width) + (more ? `${value} (${more})` : value);
}

/** Labels and their values: a real table to a screen reader, columns in the text. */
export function facts(each: readonly Fact[]): Block {
  const rows = each.map((fact) => ({ ...fact, value: oneLine(fact.value) }));
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2;
  return {
    html: html`<table width="100%" style="margin: 0 0 24px;">${rows.map(factRow)}</table>`,
    text: rows.map((row) => factLine(row, width)).join("\n"),
  };
}
