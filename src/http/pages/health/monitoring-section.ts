import { html } from 'hono/html';
import { faultWords } from '../../../render/words/fault-words.ts';
import { reasonWord } from '../../../render/words/reason-words.ts';
import { listTable } from '../../ui/list-table.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { since } from '../../ui/since.ts';
import { visible } from '../../ui/visible.ts';
import type { TargetFreshness } from '../../health/target-freshness.ts';
import type { MonitoringState } from '../../health/monitoring-state.ts';
import { targetPath } from '../../ui/page-paths.ts';

/** More are counted: they have a page of their own. */
const MOST_TARGETS = 20;

/** The health of the monitor itself: silence means nothing where nobody looks. */
export function monitoringSection(state: MonitoringState, context: PageContext): Html {
  const { words } = context;
  const { monitoring } = words.pages.now;
  return html`<section class="card" aria-labelledby="watcher">
    <h2 id="watcher">${monitoring.title}</h2>
    ${
      state.troubles.length === 0
        ? html`<p class="good">${monitoring.well}</p>`
        : html`<p class="bad">${monitoring.unwell}</p>
            <ul>
              ${state.troubles.map((trouble) => html`<li>${monitoring.troubles[trouble]}</li> `)}
            </ul>`
    }
    ${
      state.unready.length === 0
        ? ''
        : html`<p>${monitoring.notReady}</p>
            <ul>
              ${state.unready.map((reason) => html`<li>${visible(faultWords(reason, words.tag), 300)}</li> `)}
            </ul>`
    }
    ${targetTable(state.targets, context)} ${outboxDetails(state, context)}
  </section>`;
}

function targetTable(targets: readonly TargetFreshness[], context: PageContext): Html {
  const { monitoring } = context.words.pages.now;
  if (targets.length === 0) return html`<p class="empty">${monitoring.noTargets}</p>`;
  const { columns } = monitoring;
  const head = [columns.target, columns.state, columns.lastComplete, columns.next];
  // What is wrong first, else as configured.
  const shown = targets
    .toSorted((a, b) => Number(a.state === 'fresh') - Number(b.state === 'fresh'))
    .slice(0, MOST_TARGETS);
  const rest = targets.length - shown.length;
  const more = html`<p><a href="${context.link('/targets')}">${monitoring.moreTargets(rest)}</a></p>`;
  return html`${listTable({
    label: monitoring.targets,
    head,
    rows: shown.map((target) => cells(target, context)),
  })}
  ${rest === 0 ? '' : more}`;
}

function cells(target: TargetFreshness, context: PageContext): readonly (Html | string)[] {
  const { never } = context.words.pages.now.monitoring;
  const { lastCompleteAt, nextRun, name } = target;
  return [
    html`<a href="${context.link(targetPath(name))}">${visible(name)}</a>`,
    targetState(target, context),
    lastCompleteAt === undefined ? never : since(lastCompleteAt, context),
    nextRun === undefined ? '' : context.time(nextRun),
  ];
}

function targetState({ state, failing }: TargetFreshness, context: PageContext): Html {
  const { words } = context;
  const { monitoring } = words.pages.now;
  switch (state) {
    case 'fresh':
      return html`<span class="good">${monitoring.fresh}</span>`;
    case 'not-yet':
      return html`<span class="bad">${monitoring.notYet}</span>`;
    case 'overdue':
    case 'failing': {
      const overdue = state === 'overdue' ? html`<span class="bad">${monitoring.overdue}</span> ` : '';
      if (failing === undefined) return html`${overdue}`;
      const { fault } = failing;
      const hint = fault?.hint;
      return html`${overdue}<span class="bad">${monitoring.failing}</span> · ${context.words.pages.now.since}
        ${since(failing.since, context)}
        ${fault === undefined ? '' : html`<br />${visible(`${reasonWord(fault.reason, words.tag)}${words.colon}${faultWords(fault.message, words.tag)}`, 300)}`}
        ${hint === undefined ? '' : html`<br /><span class="dim">${visible(faultWords(hint, words.tag), 300)}</span>`}`;
    }
  }
}

function outboxDetails({ outbox }: MonitoringState, context: PageContext): Html {
  const { words, link } = context;
  const { title, waiting, oldest, dead } = words.pages.now.outbox;
  const { pending, oldestPendingAt } = outbox;
  return html`<h3><a href="${link('/notifications')}">${title}</a></h3>
    <dl>
      <dt>${waiting}</dt>
      <dd>${pending}</dd>
      ${
        oldestPendingAt === undefined
          ? ''
          : html`<dt>${oldest}</dt>
              <dd>${since(oldestPendingAt, context)}</dd>`
      }
      <dt>${dead}</dt>
      <dd class="${outbox.dead === 0 ? '' : 'bad'}">${outbox.dead}</dd>
    </dl>`;
}
