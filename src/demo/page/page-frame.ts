import type { Language } from '../../core/message/message.ts';
import { markup, type Markup } from '../../platform/text/markup.ts';

/** A page of the demo. */
interface DemoPage {
  title: string;
  /** English where it is left out. */
  language?: Language;
  /** Loads itself again so often, in seconds; absent: never. */
  refreshEvery?: number;
  /** Added to the style of all pages. */
  style?: Markup;
  body: Markup;
}

/** The frame that the pages of the demo have in common. */
export function pageFrame(page: DemoPage): Markup {
  const { title, language = 'en', refreshEvery, style = '', body } = page;
  const refresh =
    refreshEvery === undefined ? '' : markup`<meta http-equiv="refresh" content="${refreshEvery}">\n`;
  return markup`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh}<title>${title}</title>
${STYLE}${style}
</head><body>
${body}
</body></html>
`;
}

/** The mark of a severity, as Batchwatch names it. */
export function severityMark(severity: string | undefined): Markup {
  const word = severity ?? 'mail';
  return markup`<span class="mark ${word}">${word}</span>`;
}

const STYLE = markup`<style>
:root { color-scheme: light dark; --ground: #eef0f3; --card: #fff; --ink: #1c2430; --dim: #5b6472; --line: #d9dee5;
  --link: #1d4ed8; --critical: #b91c1c; --warning: #b45309; --info: #475569; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --card: #1e232b; --ink: #f3f4f6; --dim: #a7b0bd;
  --line: #3a424e; --link: #93b4ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, Arial, sans-serif; }
main { margin: 0 auto; padding: 16px; max-width: 880px; }
main.wide { max-width: 1360px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; margin: 4px 0 16px; }
h1 { margin: 0; font-size: 22px; line-height: 1.3; overflow-wrap: anywhere; }
h2 { margin: 0; padding: 10px 16px; font-size: 13px; font-weight: 600; color: var(--dim); border-bottom: 1px solid var(--line); }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
header.mail h1 { flex-basis: 100%; margin-top: 6px; }
nav { margin-bottom: 12px; }
.dim { color: var(--dim); font-size: 14px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.mark { display: inline-block; min-width: 68px; padding: 1px 8px; border-radius: 4px; color: #fff; background: var(--info);
  font-size: 12px; line-height: 20px; text-align: center; }
.mark.critical { background: var(--critical); }
.mark.warning { background: var(--warning); }
ol { margin: 0; padding: 0; list-style: none; }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 14px; align-items: start; padding: 12px 16px;
  color: inherit; text-decoration: none; }
li a:hover { background: color-mix(in srgb, var(--link) 8%, transparent); }
li .subject { font-weight: 600; overflow-wrap: anywhere; }
li .summary, li .to { grid-column: 2; overflow-wrap: anywhere; }
li time { grid-column: 3; grid-row: 1; white-space: nowrap; }
.empty { padding: 40px 16px; text-align: center; color: var(--dim); }
.parts { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
iframe { display: block; width: 100%; height: 880px; border: 0; background: var(--ground); }
pre { margin: 0; padding: 16px; font: 13px/1.55 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 16px; margin: 0; padding: 14px 16px; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 600px) {
  h1 { font-size: 19px; }
  iframe { height: 1080px; }
  li a { grid-template-columns: 1fr auto; padding: 12px; }
  li .mark { grid-row: 1; justify-self: start; }
  li time { grid-column: 2; }
  li .subject, li .summary, li .to { grid-column: 1 / -1; }
  dl { grid-template-columns: minmax(0, 1fr); }
  dd + dt { margin-top: 8px; }
}
@media (min-width: 1000px) { .parts { grid-template-columns: minmax(0, 640px) minmax(0, 1fr); align-items: start; }
  .parts .stack { display: grid; gap: 16px; } }
</style>`;
