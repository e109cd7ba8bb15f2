import { html } from 'hono/html';
import { holderWord, reasonWord } from '../../alerts/reason-words.ts';
import type { UntoldView } from '../../store/views/untold-views.ts';
import type { PageContext } from './page-context.ts';
import type { Html } from './html.ts';
import { inBrackets } from './in-brackets.ts';
import { incidentPath, jobPath } from './page-paths.ts';
import { visible } from './visible.ts';

/** What was kept from whom, and why, in words. */
export function untoldSection(items: readonly UntoldView[], context: PageContext): Html {
  const words = context.words.pages.notifications.untold;
  const { columns } = words;
  const heads = [columns.when, columns.job, columns.state, columns.rule, columns.receiver, columns.why];
  return html`<section class="card">
    <h2 id="untold">${words.title}</h2>
    <p class="dim">${words.about}</p>
    ${
      items.length === 0
        ? html`<p class="empty">${words.none}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="untold">
            <table class="list" aria-labelledby="untold">
              <thead>
                <tr>
                  ${heads.map((head) => html`<th scope="col">${head}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${items.map((item) => untoldRow(item, context))}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function untoldRow(item: UntoldView, context: PageContext): Html {
  const { link, time } = context;
  const { target, jobId, incident, rule, receiver } = item;
  const ruleName = visible(rule ?? '–');
  return html`<tr>
    <td>${time(item.at)}</td>
    <td>
      <a href="${link(jobPath(target, jobId))}">${visible(item.jobName || jobId, 80)}</a>
      <span class="dim">${visible(target)}</span>
    </td>
    <td>${visible(item.state, 40)}</td>
    <td>
      ${incident === undefined ? ruleName : html`<a href="${link(incidentPath(incident))}">${ruleName}</a>`}
    </td>
    <td>${visible(receiver ?? '–')}</td>
    <td class="why">${whyOf(item, context)}</td>
  </tr> `;
}

function whyOf({ why }: UntoldView, { words }: PageContext): Html {
  const { suppressed, held, kinds } = words.pages.notifications.untold;
  const meaning = why.kind === 'held' ? held[why.reason] : suppressed[why.reason];
  const by =
    why.kind === 'held' && why.by !== undefined
      ? inBrackets(visible(holderWord(why.by, words.tag)), words)
      : '';
  return html`${kinds[why.kind]}${words.colon}<code>${reasonWord(why.reason, words.tag)}</code>${by}<br /><span
      class="dim"
      >${meaning ?? ''}</span
    >`;
}
