import { html } from 'hono/html';
import { holderWord, reasonWord } from '../../../render/words/reason-words.ts';
import type { PendingDecisionView } from '../../../store/views/pending-decision-views.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { inBrackets } from '../../ui/in-brackets.ts';
import { incidentPath, jobPath } from '../../ui/page-paths.ts';
import { visible } from '../../ui/visible.ts';

/** The decisions that notified nobody, and why, in words. */
export function pendingDecisionsSection(items: readonly PendingDecisionView[], context: PageContext): Html {
  const words = context.words.pages.notifications.pendingDecisions;
  const { columns } = words;
  const heads = [columns.when, columns.job, columns.state, columns.rule, columns.receiver, columns.why];
  return html`<section class="card">
    <h2 id="untold">${words.title}</h2>
    <p class="dim">${words.about}</p>
    ${
      items.length === 0
        ? html`<p class="empty">${words.none}</p>`
        : listTable({ label: words.title, head: heads, rows: items.map((item) => cells(item, context)) })
    }
  </section>`;
}

function cells(item: PendingDecisionView, context: PageContext): readonly (Html | string)[] {
  const { link, time } = context;
  const { target, jobId, incident, rule, receiver } = item;
  const ruleName = visible(rule ?? '–');
  return [
    time(item.at),
    html`<a href="${link(jobPath({ target, jobId }))}">${visible(item.jobName || jobId, 80)}</a>
      <span class="dim">${visible(target)}</span>`,
    visible(item.state, 40),
    incident === undefined ? ruleName : html`<a href="${link(incidentPath(incident))}">${ruleName}</a>`,
    visible(receiver ?? '–'),
    html`<div class="why">${whyOf(item, context)}</div>`,
  ];
}

function whyOf({ why }: PendingDecisionView, { words }: PageContext): Html {
  const { suppressed, held, kinds } = words.pages.notifications.pendingDecisions;
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
