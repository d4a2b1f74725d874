import type { Block } from "./blocks";
import { html } from "./html";
import { font, light } from "./palette";

/**
 * What the mail asks for: a button that stays one where padding on links is ignored (Outlook takes the cell's), and
 * the address below it for whoever can't press it.
 */
export function action(label: string, url: string): Block {
  const cell = `background: ${light.accent}; border-radius: 8px; mso-padding-alt: 15px 30px;`;
  const link = `display: inline-block; padding: 15px 30px; border-radius: 8px; color: ${light.onAccent}; font: 600 16px/1.2 ${font}; text-decoration: none;`;
  const small = `margin: 0 0 22px; color: ${light.muted}; font: 400 13px/1.6 ${font}; word-break: break-all;`;
  return {
    html: html`<table role="presentation" class="wide" style="margin: 6px 0 20px;"><tr>
      <td class="button" bgcolor="${light.accent}" style="${cell}"><a href="${url}" target="_blank" style="${link}">${label}</a></td>
    </tr></table>
    <p class="muted" style="${small}">Or open this link: <a class="accent" href="${url}" target="_blank" style="color: ${light.accent};">${url}</a></p>`,
    text: `${label}:\n${url}`,
  };
}
