import type { Detail } from '../../../render/content/job-details.ts';
import type { Link } from '../../../render/content/message-links.ts';
import { type Markup, markup } from '../../../platform/text/markup.ts';

/**
 * The parts that an HTML mail is laid out of. Fonts for Chinese stand in every list, for jobs have Chinese names
 * whatever the mail's language; unquoted, because quotes would be escaped.
 */
export function section(content: Markup, { top } = { top: 12 }): Markup {
  return markup`<tr><td style="padding:${top}px 20px 0 20px;${SANS}">
${content}</td></tr>
`;
}

export function badge(text: string, color: string): Markup {
  return markup`<span style="display:inline-block;margin:0 6px 4px 0;padding:2px 10px;border-radius:10px;background-color:${color};mso-padding-alt:0;font-size:13px;line-height:20px;font-weight:bold;color:#ffffff">${text}</span>`;
}

export function title(text: string): Markup {
  return markup`<div class="ink" style="padding-top:6px;font-size:20px;line-height:28px;font-weight:bold;color:#111827;${BREAK}">${text}</div>`;
}

export function listTitle(text: string): Markup {
  return section(
    markup`<div class="ink" style="padding-top:6px;font-size:14px;line-height:21px;font-weight:bold;color:#111827">${text}</div>`,
  );
}

export function idLine(text: string): Markup {
  return markup`<div class="dim" style="padding-top:2px;${MONO}font-size:12px;line-height:18px;color:#5b6472;${BREAK}">${text}</div>`;
}

export function detailTable(details: readonly Detail[]): Markup {
  const rows = details.map(({ label, value }) => {
    const first = `padding:4px 14px 4px 0;width:76px;font-size:13px;line-height:20px;color:#5b6472`;
    const second = `padding:4px 0;font-size:14px;line-height:20px;color:#111827;${BREAK}`;
    return markup`<tr><td class="dim" valign="top" width="76" style="${first}">${label}</td><td class="ink" valign="top" style="${second}">${value}</td></tr>
`;
  });
  return section(markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
${rows}</table>`);
}

export function sentence(text: string): Markup {
  return section(
    markup`<div class="ink" style="font-size:14px;line-height:21px;color:#111827;${BREAK}">${text}</div>`,
  );
}

export function notice(text: string | Markup): Markup {
  const box = `padding:10px 12px;background-color:#fff7e6;border-left:4px solid #b45309;`;
  return section(markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="note" style="${box}font-size:14px;line-height:21px;color:#5f3005;${BREAK}">${text}</td></tr></table>`);
}

/** Wide enough for a thumb; the colour is the cell's, because Outlook gives a link no padding. */
export function button({ label, url }: Link): Markup {
  const look = `display:inline-block;padding:10px 26px;${SANS}font-size:15px;line-height:22px;font-weight:bold;color:#ffffff;text-decoration:none`;
  return section(
    markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td bgcolor="#1d4ed8" style="border-radius:6px;background-color:#1d4ed8;mso-padding-alt:10px 26px"><a href="${url}" style="${look}">${label}</a></td></tr></table>`,
    { top: 4 },
  );
}

/** Says what a button or a command below it is for. */
export function caption(text: string): Markup {
  return section(
    markup`<div class="dim" style="font-size:13px;line-height:20px;color:#5b6472">${text}</div>`,
  );
}

/** Command lines; stands close below what it belongs to. */
export function commandLines(commands: readonly string[]): Markup {
  const lines = commands.map(
    (line) => markup`<div style="padding:2px 0">${line}</div>
`,
  );
  return section(
    markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="code" style="padding:8px 12px;background-color:#f1f3f6;${MONO}font-size:12px;line-height:18px;color:#111827;${BREAK}">
${lines}</td></tr></table>`,
    { top: 6 },
  );
}

export function linkLine(links: readonly Link[]): Markup {
  return section(
    markup`${links.map(
      ({ label, url }) =>
        markup`<div style="font-size:14px;line-height:24px"><a class="link" href="${url}" style="color:#1d4ed8">${label}</a></div>
`,
    )}`,
  );
}

const CHINESE_FONTS = 'PingFang SC,Microsoft YaHei,Noto Sans CJK SC,Noto Sans SC';
export const SANS = `font-family:Arial,Helvetica,${CHINESE_FONTS},sans-serif;`;
// Behind the generic one: few phones have the fonts before it, and Chinese ones are not of one width.
const MONO = `font-family:Consolas,Menlo,monospace,${CHINESE_FONTS};`;
/** Ids and error texts have no blanks to break at; both spellings, because Outlook knows only the first. */
export const BREAK = 'word-break:break-word;overflow-wrap:anywhere;';
