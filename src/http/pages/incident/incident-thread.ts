import { html } from 'hono/html';
import { incidentTimeline } from '../../../timeline/incident-timeline.ts';
import type { TimelineEntry } from '../../../timeline/timeline-entry.ts';
import { timelineLine } from '../../../timeline/timeline-line.ts';
import { timelineWords } from '../../../timeline/timeline-words.ts';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';

/** `explain` shows more. */
const MOST_SHOWN = 80;

/** The timeline of the incident, newest first. */
export function incidentThread(detail: IncidentDetail, context: PageContext): Html {
  const entries = incidentTimeline(detail, { id: undefined, rule: detail.incident.rule });
  return html`<section class="card" aria-labelledby="thread">
    <h2 id="thread">${context.words.pages.incident.timeline}</h2>
    <ol class="thread" reversed>
      ${entries
        .slice(-MOST_SHOWN)
        .toReversed()
        .map((entry) => entryOf(entry, context))}
    </ol>
  </section>`;
}

function entryOf(entry: TimelineEntry, { words, time }: PageContext): Html {
  const phrases = timelineWords(words.tag);
  const { text, until = null } = timelineLine(entry, phrases);
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return html`<li>
    ${time(entry.at)}
    <p>
      <bdi>${visibleText(sentence, LONGEST)}</bdi
      >${until === null ? '' : html`${phrases.until}${time(until)}`}
    </p>
  </li> `;
}

/** A line may hold a person's words and the ids of jobs. */
const LONGEST = 600;
