import { html } from 'hono/html';
import { errorCodeOf } from '../../../core/job/error-code.ts';
import { fieldLabel } from '../../../core/job/show-field.ts';
import type { JobStory } from '../../../store/views/job-story.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text-cut.ts';

/** Why a job failed, and what to do first; nothing for one that did not. */
export function jobCause(job: JobStory['job'], page: PageContext): Html | '' {
  if (job.state !== 'Failed') return '';
  const { sections, absent } = page.words.pages.job;
  const code = errorCodeOf(job);
  return html`<section class="card cause">
    <h2>${sections.cause}</h2>
    <dl>
      <dt>${fieldLabel('code', page.words.tag)}</dt>
      <dd>${code === '' ? absent : html`<code><bdi>${visibleText(code)}</bdi></code>`}</dd>
      <dt>${fieldLabel('message', page.words.tag)}</dt>
      <dd>${job.message === '' ? absent : html`<bdi>${visibleText(job.message, LONGEST_MESSAGE)}</bdi>`}</dd>
      ${code === '' ? '' : whatToDo({ code, message: job.message }, page)}
    </dl>
  </section>`;
}

const LONGEST_MESSAGE = 4_000;

function whatToDo(
  { code, message }: { code: string; message: string },
  { words, errorCodes }: PageContext,
): Html {
  const { advice } = words.pages.job;
  const known = errorCodes.get(code)?.[words.tag];
  if (known === undefined)
    return html`<dt>${advice.action}</dt>
      <dd>${message.trim() === '' ? advice.unknownSilent : advice.unknown}</dd>`;
  const more = known.link && html` <a href="${known.link}">${advice.more}</a>`;
  return html`<dt>${advice.action}</dt>
    <dd>${known.means} <b>${known.action}</b>${more}</dd>`;
}
