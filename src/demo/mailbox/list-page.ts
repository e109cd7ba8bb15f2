import { markup, type Markup } from '../../platform/text/markup.ts';
import { visibleText } from '../../platform/text/visible-text.ts';
import { formatInstant } from '../../platform/time.ts';
import type { CapturedMail } from './captured-mail.ts';
import type { Mailbox } from './mailbox.ts';
import { pageFrame, severityMark } from '../page/page-frame.ts';

/** Seconds. */
const REFRESH_EVERY = 3;

/** The list of captured mails, newest first, which keeps itself up to date. */
export function listPage(
  { mails, count }: Mailbox,
  { timezone, hasChats }: { timezone: string; hasChats: boolean },
): Markup {
  const list =
    mails.length === 0
      ? markup`<p class="empty">No mail yet. The first one comes when Batchwatch notifies somebody.</p>`
      : markup`<ol>${mails.map((mail) => row(mail, timezone))}</ol>`;
  const gone = count > mails.length ? `, the last ${mails.length} are kept` : '';
  return pageFrame({
    title: `Mailbox (${count})`,
    refreshEvery: REFRESH_EVERY,
    body: markup`<main>
${hasChats ? markup`<nav><a href="/chats">Chats →</a></nav>\n` : ''}<header><h1>Mailbox</h1><span class="dim">${count === 1 ? '1 mail' : `${count} mails`}${gone}; times in ${timezone}</span></header>
<div class="card">${list}</div>
</main>`,
  });
}

function row({ number, subject, summary, to, severity, receivedAt }: CapturedMail, timezone: string): Markup {
  const time = formatInstant(receivedAt, timezone).split(' ')[1] ?? '';
  return markup`<li><a href="/mails/${number}">
${severityMark(severity)}<span class="subject">${visibleText(subject)}</span><time class="dim" datetime="${new Date(receivedAt).toISOString()}">${time}</time>
<span class="summary">${visibleText(summary)}</span>
<span class="to dim">to ${to.join(', ')}</span></a></li>
`;
}
