import { markup, type Markup } from '../../platform/text/markup.ts';
import { visibleText } from '../../platform/text/visible-text.ts';
import { formatInstant } from '../../platform/time.ts';
import type { CapturedMail } from './captured-mail.ts';
import { pageFrame, severityMark } from '../page/page-frame.ts';

/** One mail: its HTML part in a frame that can do nothing, beside its text part and its headers. */
export function mailPage(mail: CapturedMail, timezone: string): Markup {
  const { number, subject, severity, to, receivedAt, text, html, headers } = mail;
  const frame =
    html === ''
      ? markup`<p class="empty">This mail has no HTML part.</p>`
      : // The empty sandbox: no script, no form, no window, no origin.
        markup`<iframe sandbox="" src="/mails/${number}/html" title="HTML part of the mail" referrerpolicy="no-referrer"></iframe>`;
  return pageFrame({
    title: visibleText(subject),
    body: markup`<main class="wide">
<nav><a href="/">← All mails</a></nav>
<header class="mail">${severityMark(severity)}
<span class="dim">to ${to.join(', ')}, received ${formatInstant(receivedAt, timezone)}</span>
<h1>${visibleText(subject)}</h1></header>
<div class="parts">
<section class="card"><h2>HTML part, as most readers see it (links are off)</h2>${frame}</section>
<div class="stack">
<section class="card"><h2>Text part</h2><pre>${text}</pre></section>
<section class="card"><h2>Headers, as sent</h2><dl class="dim">${headers.map(headerRow)}</dl></section>
</div></div>
</main>`,
  });
}

function headerRow(line: string): Markup {
  const colon = line.indexOf(':');
  return markup`<dt>${line.slice(0, colon)}</dt><dd>${line.slice(colon + 1).trim()}</dd>`;
}
