import { BREAK, SANS } from './html-blocks.ts';
import { type Markup, markup } from '../../../platform/text/markup.ts';

interface HtmlPage {
  /** BCP 47. */
  language: string;
  title: string;
  /** Colour of the bar on top. */
  accent: string;
  /** Table rows. */
  sections: readonly Markup[];
  footer: readonly string[];
}

/**
 * The frame of every mail: one card of at most 600 px, which phones shrink and Outlook keeps. Clients with a
 * dark mode get colours of their own by class, the others the inline ones.
 */
export function renderHtmlPage(page: HtmlPage): string {
  const { language, title, accent, sections, footer } = page;
  return markup`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${title}</title>
${STYLE}
</head>
<body class="page" style="margin:0;padding:0;background-color:#eef0f3;-webkit-text-size-adjust:100%">
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#eef0f3"><tr>
<td align="center" style="padding:16px 8px">
<table class="card" role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:#ffffff;text-align:left">
<tr><td style="height:6px;background-color:${accent};font-size:0;line-height:0">&nbsp;</td></tr>
${sections}<tr><td style="height:20px;font-size:0;line-height:0">&nbsp;</td></tr>
</table>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;text-align:left"><tr>
<td class="dim" style="padding:12px 20px;${SANS}font-size:12px;line-height:18px;color:#5b6472;${BREAK}">
${footer.map(
  (line) => markup`<div>${line}</div>
`,
)}</td></tr></table>
</td></tr></table>
</body>
</html>
`
    .toString()
    .replaceAll(/\r?\n/g, '\r\n');
}

const STYLE = markup`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #14171c !important; }
  .card { background-color: #1e232b !important; }
  .ink, .code { color: #f3f4f6 !important; }
  .dim { color: #a7b0bd !important; }
  .row { border-color: #3a424e !important; }
  .bad { color: #fca5a5 !important; }
  .held { color: #fcd34d !important; }
  .good { color: #86efac !important; }
  .busy { color: #93b4ff !important; }
  .other { color: #c4b5fd !important; }
  .code { background-color: #2a313b !important; }
  .note { background-color: #3a2c12 !important; color: #fde3b0 !important; }
  .link { color: #93b4ff !important; }
}
</style>`;
