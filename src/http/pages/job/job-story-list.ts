import { html } from 'hono/html';
import { ENTRY_LABELS, type TimelineEntry } from '../../../timeline/timeline-entry.ts';
import { wholeLine } from '../../../timeline/timeline-line.ts';
import { timelineWords } from '../../../timeline/timeline-words.ts';
import { formatLocal } from '../../../platform/time.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';

/** More lines than these make the page long, and nobody reads them. */
const MOST_LINES = 150;

/** The timeline of a job, as `batchwatch explain` shows it. */
export function jobStoryList(jobId: string, entries: readonly TimelineEntry[], page: PageContext): Html {
  const { words, timezone, time } = page;
  const { sections, kinds, storyCut } = words.pages.job;
  const phrases = timelineWords(words.tag);
  const textOf = (entry: TimelineEntry) => wholeLine(entry, phrases, (at) => formatLocal(at, timezone));
  const shown = entries.slice(-MOST_LINES);
  const leftOut = entries.length - shown.length;
  const cut = html`<p class="notice">
    ${storyCut(leftOut)} <code>batchwatch explain <bdi>${visibleText(jobId, 300)}</bdi></code>
  </p>`;
  return html`<section class="card">
    <h2>${sections.story}</h2>
    ${leftOut > 0 ? cut : ''}
    <ol class="story">
      ${shown.map(
        (entry) =>
          html`<li>
            ${time(entry.at)} <span class="kind">${kinds[ENTRY_LABELS[entry.kind]]}</span>
            <bdi>${visibleText(textOf(entry), LONGEST)}</bdi>
          </li> `,
      )}
    </ol>
  </section>`;
}

/** A line may hold what a mail server answered. */
const LONGEST = 600;
