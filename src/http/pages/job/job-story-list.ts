import { html } from 'hono/html';
import type { IncidentHistory } from '../../../store/views/incident-history.ts';
import { explainWords } from '../../../timeline/explain-words.ts';
import type { IncidentContext } from '../../../timeline/incident-events.ts';
import { jobEvents } from '../../../timeline/job-events.ts';
import type { JobStory } from '../../../store/views/job-story.ts';
import { formatLocal } from '../../../platform/time.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text-cut.ts';

/** More lines than these make the page long, and nobody reads them. */
const MOST_LINES = 150;

/** What `batchwatch explain` tells of a job, as a list. */
export function jobStoryList(
  story: JobStory,
  {
    incidents,
    silences,
    page,
  }: {
    incidents: readonly IncidentHistory[];
    silences: IncidentContext['silences'];
    page: PageContext;
  },
): Html {
  const { words, timezone, time } = page;
  const { sections, kinds, storyCut } = words.pages.job;
  const phrases = explainWords(words.tag === 'zh-CN' ? words.tag : 'en');
  const showTime = (at: number) => formatLocal(at, timezone);
  const events = jobEvents(story, incidents, { words: phrases, silences, showTime });
  const shown = events.slice(-MOST_LINES);
  const leftOut = events.length - shown.length;
  const cut = html`<p class="notice">
    ${storyCut(leftOut)} <code>batchwatch explain <bdi>${visibleText(story.job.job_id)}</bdi></code>
  </p>`;
  return html`<section class="card">
    <h2>${sections.story}</h2>
    ${leftOut > 0 ? cut : ''}
    <ol class="story">
      ${shown.map(
        ({ at, kind, text }) =>
          html`<li>
            ${time(at)} <span class="kind">${kinds[kind]}</span> <bdi>${visibleText(text, LONGEST)}</bdi>
          </li> `,
      )}
    </ol>
  </section>`;
}

/** A line may hold what a mail server answered. */
const LONGEST = 600;
