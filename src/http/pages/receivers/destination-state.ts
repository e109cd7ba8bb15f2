import { html } from 'hono/html';
import { NEVER } from '../../../platform/time.ts';
import { severityWord } from '../../../render/words/severity-words.ts';
import type { DestinationView } from '../../../store/views/receiver-views.ts';
import type { Html } from '../../base/html.ts';
import { detailList } from '../../ui/detail-list.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { visible } from '../../ui/visible.ts';
import { answerText } from '../notifications/answer-text.ts';

/** Draws which messages go to a destination, and how things stand there. */
export function destinationState(destination: DestinationView, context: PageContext): Html {
  const { time, words } = context;
  const { details, isGone, never, allSeverities, languages, waiting } = words.pages.receivers;
  const { severities, language, timezone, oldestWaiting, lastDeliveredAt, lastFailure, pausedUntil } =
    destination;
  const taken = severities?.map((severity) => severityWord(severity, words.tag)).join(words.comma);
  return detailList([
    [details.severities, taken ?? allSeverities],
    [details.language, html`${languages[language]}${words.clause}${visible(timezone)}`],
    [
      details.waiting,
      oldestWaiting === undefined
        ? waiting(destination.waiting)
        : html`${waiting(destination.waiting)}${words.clause}${words.pages.receivers.oldest}
          ${time(oldestWaiting)}`,
    ],
    destination.undeliverable === 0
      ? undefined
      : [details.undeliverable, html`<span class="bad">${String(destination.undeliverable)}</span>`],
    pausedUntil === undefined
      ? undefined
      : pausedUntil < NEVER
        ? [details.pausedUntil, time(pausedUntil)]
        : [details.paused, isGone],
    [details.lastDelivered, lastDeliveredAt === undefined ? never : time(lastDeliveredAt)],
    lastFailure && [
      details.lastFailure,
      html`${time(lastFailure.at)}<br />${answerText(lastFailure, context)}`,
    ],
  ]);
}
