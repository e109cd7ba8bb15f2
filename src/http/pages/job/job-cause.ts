import { html } from 'hono/html';
import { errorCodeOf } from '../../../core/job/error-code.ts';
import { fieldLabel } from '../../../core/job/show-field.ts';
import type { JobStory } from '../../../store/views/job-story.ts';
import { detailList } from '../../ui/detail-list.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { visible } from '../../ui/visible.ts';

/** Why a job failed, and what to do first; nothing for one that did not. */
export function jobCause(job: JobStory['job'], page: PageContext): Html | '' {
  if (job.state !== 'Failed') return '';
  const { sections, absent } = page.words.pages.job;
  const code = errorCodeOf(job);
  return html`<section class="card cause">
    <h2>${sections.cause}</h2>
    ${detailList([
      [fieldLabel('code', page.words.tag), code === '' ? absent : html`<code>${visible(code, 300)}</code>`],
      [
        fieldLabel('message', page.words.tag),
        job.message === '' ? absent : visible(job.message, LONGEST_MESSAGE),
      ],
      code === '' ? undefined : [page.words.pages.job.advice.action, adviceOn(code, job.message, page)],
    ])}
  </section>`;
}

const LONGEST_MESSAGE = 4_000;

function adviceOn(code: string, message: string, { words, errorCodes }: PageContext): Html | string {
  const { advice } = words.pages.job;
  const known = errorCodes.get(code)?.[words.tag];
  if (known === undefined) return message.trim() === '' ? advice.unknownSilent : advice.unknown;
  const more = known.link && html` <a href="${known.link}">${advice.more}</a>`;
  return html`${known.means} <b>${known.action}</b>${more}`;
}
