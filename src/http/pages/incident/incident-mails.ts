import { NEVER } from '../../../platform/time.ts';
import { html } from 'hono/html';
import { reasonWord } from '../../../render/words/reason-words.ts';
import type { NotificationStory } from '../../../store/views/job-story.ts';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { visible } from '../../ui/visible.ts';

const MOST_SHOWN = 20;
const ATTEMPTS_SHOWN = 3;

type Copy = NotificationStory['entries'][number];

/** The notifications of an incident, newest first, with the last attempts and the answers of the server. */
export function incidentMails({ notifications }: IncidentDetail, context: PageContext): Html {
  const { mails } = context.words.pages.incident;
  const shown = notifications.slice(-MOST_SHOWN).toReversed();
  return html`<section class="card" aria-labelledby="mails">
    <h2 id="mails">${mails.title}</h2>
    ${shown.length === 0 ? html`<p class="empty">${mails.none}</p>` : ''}
    ${shown.map((mail) => mailOf(mail, context))}
  </section>`;
}

function mailOf({ receiver, createdAt, entries }: NotificationStory, context: PageContext): Html {
  const { mails } = context.words.pages.incident;
  return html`<h3>
      <bdi>${mails.to(visibleText(receiver, 300))}</bdi> <span class="dim">${context.time(createdAt)}</span>
    </h3>
    <ul class="lines">
      ${entries.map((entry) => copyOf(entry, context))}
    </ul> `;
}

function copyOf(entry: Copy, context: PageContext): Html {
  const { mails } = context.words.pages.incident;
  const { recipient, state, attemptsMade, next_attempt_at: nextAt } = entry;
  const earlier = Math.max(0, attemptsMade.length - ATTEMPTS_SHOWN);
  return html`<li>
    ${visible(recipient)}
    <span class="mark ${state === 'dead' ? 'open' : ''}">${mails.states[state]}</span>
    ${state === 'pending' && nextAt < NEVER ? html`<span class="dim">${mails.next} ${context.time(nextAt)}</span>` : ''}
    ${earlier > 0 ? html`<br /><span class="dim">${mails.earlier(earlier)}</span>` : ''}
    ${attemptsMade.slice(earlier).map((attempt, index) => attemptOf(attempt, earlier + index + 1, context))}
  </li> `;
}

function attemptOf(attempt: Copy['attemptsMade'][number], number: number, context: PageContext): Html {
  const { words } = context;
  const { incident, notifications } = words.pages;
  const { mails } = incident;
  const { outcome, reason, response } = attempt;
  const outcomeText = notifications.outcomes[outcome ?? 'cut-off'];
  const how =
    reason === null ? outcomeText : words.note(outcomeText, visibleText(reasonWord(reason, words.tag), 300));
  return html`<br /><span class="dim"
      >${mails.attempt(number, how)}${words.clause}${context.time(attempt.ended_at ?? attempt.started_at)}</span
    >${response === null || response === '' ? '' : html` <q>${visible(response, 300)}</q>`}`;
}
