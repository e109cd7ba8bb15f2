import { html, raw } from 'hono/html';
import { reasonWord } from '../../../render/words/reason-words.ts';
import type { PollView } from '../../../store/views/target-views.ts';
import { SECOND } from '../../../platform/time.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { inBrackets } from '../../ui/in-brackets.ts';
import { visible } from '../../ui/visible.ts';

/** The last polls of a target: open where the page is about it. */
export function pollTable(
  of: {
    target: string;
    polls: readonly PollView[];
    isAlone: boolean;
    /** The page that shows all of them. */
    more: string;
  },
  context: PageContext,
): Html {
  const { polls, isAlone, more, target } = of;
  const words = context.words.pages.targets.polls;
  const { columns } = words;
  if (polls.length === 0) return html`<p class="dim">${words.none}</p>`;
  const heads = [columns.ended, columns.outcome, columns.requests];
  const label = `${words.title}${context.words.colon}${target}`;
  return html`<details ${isAlone ? raw('open') : ''}>
    <summary>${words.title}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${label}">
      <table class="list polls" aria-label="${label}">
        <thead>
          <tr>
            ${[...heads, columns.newJobs, columns.transitions, columns.duration].map(
              (head) => html`<th scope="col">${head}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${polls.map((poll) => pollRow(poll, context))}
        </tbody>
      </table>
    </div>
    ${isAlone ? '' : html`<p><a href="${more}">${words.all}</a></p>`}
  </details>`;
}

function pollRow(poll: PollView, { time, words }: PageContext): Html {
  const { outcomes, seconds, columns } = words.pages.targets.polls;
  const reason =
    poll.reason === undefined ? '' : inBrackets(visible(reasonWord(poll.reason, words.tag), 40), words);
  const numbers: readonly (readonly [string, number | string])[] = [
    [columns.requests, poll.requests],
    [columns.newJobs, poll.newJobs],
    [columns.transitions, poll.transitions],
    [columns.duration, seconds((poll.duration / SECOND).toFixed(1))],
  ];
  return html`<tr>
    <th scope="row">${time(poll.endedAt)}</th>
    <td data-head="${columns.outcome}"><div>${outcomes[poll.outcome]}${reason}</div></td>
    ${numbers.map(([head, number]) => html`<td class="number"><span class="head" aria-hidden="true">${head}</span>${number}</td>`)}
  </tr> `;
}
