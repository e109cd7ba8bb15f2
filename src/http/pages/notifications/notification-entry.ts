import { NEVER } from '../../../platform/time.ts';
import { html } from 'hono/html';
import { showDestination } from '../../../core/receiver.ts';
import { reasonWord } from '../../../render/words/reason-words.ts';
import { notificationKindWord } from '../../../render/words/notification-kind-words.ts';
import type { NotificationView } from '../../../store/views/notification-views.ts';
import { answerText } from './answer-text.ts';
import type { NotificationQuery } from './notification-tabs.ts';
import { detailList, type Detail } from '../../ui/detail-list.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { incidentPath } from '../../ui/page-paths.ts';
import { visible } from '../../ui/visible.ts';

/** The API has the others. */
const ATTEMPTS_SHOWN = 3;

/** One recipient's copy of a notification: what it is, where it stands and why, and what can be done. */
export function notificationEntry(
  entry: NotificationView,
  query: NotificationQuery,
  context: PageContext,
): Html {
  const words = context.words.pages.notifications;
  const { incident } = entry;
  const kind = notificationKindWord(entry.kind, context.words.tag);
  const name = entry.title === '' ? visible(kind) : visible(entry.title, 200);
  const title =
    incident === undefined ? name : html`<a href="${context.link(incidentPath(incident))}">${name}</a>`;
  return html`<article class="card entry" id="entry-${entry.id}">
    <header>
      <span class="mark ${entry.state}">${words.states[entry.state]}</span>
      ${entry.title === '' ? '' : html`<span class="dim">${kind}</span>`}
      <h2>${title}</h2>
    </header>
    ${entryDetails(entry, context)} ${attemptList(entry, context)}
    ${entry.state === 'dead' && context.mayWrite ? resendForm(entry, query, context) : ''}
  </article>`;
}

function entryDetails(entry: NotificationView, context: PageContext): Html {
  const { details, waits } = context.words.pages.notifications;
  const { time } = context;
  const { waits: wait, settledAt, lastAttempts } = entry;
  const last = lastAttempts.findLast(({ endedAt }) => endedAt !== undefined);
  const rows: readonly (Detail | undefined)[] = [
    [
      details.recipient,
      html`${visible(showDestination(entry))} <span class="dim">${visible(entry.receiver)}</span>`,
    ],
    [details.created, time(entry.createdAt)],
    settledAt === undefined || entry.state === 'waiting'
      ? undefined
      : [details[entry.state], time(settledAt)],
    wait && [
      details.waits,
      html`${waits[wait.reason]} <code>${reasonWord(wait.reason, context.words.tag)}</code>`,
    ],
    (wait?.reason === 'retry' || wait?.reason === 'held-by-channel') && wait.until < NEVER
      ? [details.next, time(wait.until)]
      : undefined,
    wait?.since === undefined ? undefined : [details.since, time(wait.since)],
    last === undefined || last.outcome === 'delivered'
      ? undefined
      : [details.answer, answerText(last, context)],
  ];
  return detailList(rows);
}

function attemptList({ attempts, lastAttempts, messageId }: NotificationView, context: PageContext): Html {
  const words = context.words.pages.notifications;
  const last = lastAttempts.slice(-ATTEMPTS_SHOWN);
  return html`<details>
    <summary>${words.attempts(last.length, attempts)}</summary>
    <ol class="attempts">
      ${last.map(
        (attempt) =>
          html`<li>
            ${context.time(attempt.endedAt ?? attempt.startedAt)}${context.words.colon}${words.outcomes[attempt.outcome ?? 'cut-off']}
            ${answerText(attempt, context)}
          </li>`,
      )}
    </ol>
    <p class="dim">${words.details.id}${context.words.colon}${visible(messageId)}</p>
  </details>`;
}

function resendForm(entry: NotificationView, query: NotificationQuery, context: PageContext): Html {
  const { resend } = context.words.pages.notifications;
  const kept = Object.entries(query).filter(([, value]) => value !== undefined);
  return html`<form
    class="resend"
    method="post"
    action="${context.link(`/notifications/${entry.id}/resend`)}"
  >
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button type="submit" aria-label="${resend.button}${context.words.colon}${showDestination(entry)}">
      ${resend.button}
    </button>
    <span class="dim">${resend.effect}</span>
  </form>`;
}
