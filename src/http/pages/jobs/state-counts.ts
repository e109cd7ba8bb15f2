import { html, raw } from 'hono/html';
import { KNOWN_STATES, isKnown } from '../../../core/job/state.ts';
import type { JobCount } from '../../../store/jobs/counts.ts';
import { UNKNOWN_STATE, type JobFilter } from '../../../store/jobs/job-filter.ts';
import { jobsPath } from './job-query.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { stateClass } from '../../ui/state-mark.ts';

/** The number of jobs in each state, of the target and type that are asked for. Each leads to its list. */
export function stateCounts(
  counts: readonly JobCount[],
  { filter, page }: { filter: JobFilter; page: PageContext },
): Html {
  const { counts: phrases, unknown } = page.words.pages.jobs;
  const { target, type, states: chosen = [] } = filter;
  const ours = counts.filter(
    (count) => (target ?? count.target) === count.target && (type ?? count.type) === count.type,
  );
  const states = [...KNOWN_STATES, UNKNOWN_STATE].map((state) => ({
    state,
    label: state === UNKNOWN_STATE ? unknown : state,
    jobs: sum(ours.filter((count) => (isKnown(count.state) ? count.state : UNKNOWN_STATE) === state)),
  }));
  const linked = (label: Html, path: string, isHere: boolean) =>
    html`<li><a href="${page.link(path)}" ${isHere ? raw('aria-current="true"') : ''}>${label}</a></li> `;
  return html`<nav aria-label="${phrases.title}">
    <ul class="counts">
      ${linked(html`${phrases.all} ${number(sum(ours))}`, jobsPath({ target, type }), chosen.length === 0)}
      ${states.map(({ state, label, jobs }) =>
        linked(
          html`<span class="swatch ${stateClass(state)}"></span>${label} ${number(jobs)}`,
          jobsPath({ target, type, states: [state] }),
          chosen.length === 1 && chosen[0] === state,
        ),
      )}
    </ul>
  </nav>`;
}

function sum(counts: readonly JobCount[]): number {
  return counts.reduce((total, { jobs }) => total + jobs, 0);
}

function number(jobs: number): Html {
  return html`<b>${jobs.toLocaleString('en')}</b>`;
}
