import { html } from 'hono/html';
import type { PageContext } from './page-context.ts';
import type { Html } from './page-frame.ts';
import { since } from './since.ts';
import { visible } from './visible.ts';
import type { TargetFreshness, WatcherState } from './watcher-state.ts';

/** Whether the watcher itself is well: silence means nothing where nobody looks. */
export function watcherSection(state: WatcherState, context: PageContext): Html {
  const { words } = context;
  const { watcher } = words.pages.now;
  return html`<section class="card" aria-labelledby="watcher">
    <h2 id="watcher">${watcher.title}</h2>
    <p class="${state.isWell ? 'good' : 'bad'}">${state.isWell ? watcher.well : watcher.unwell}</p>
    ${
      state.unready.length === 0
        ? ''
        : html`<p>${watcher.notReady}</p>
            <ul lang="en">
              ${state.unready.map((reason) => html`<li>${visible(reason, 300)}</li> `)}
            </ul>`
    }
    ${targetTable(state.targets, context)} ${outboxFacts(state, context)}
  </section>`;
}

function targetTable(targets: readonly TargetFreshness[], context: PageContext): Html {
  const { watcher } = context.words.pages.now;
  if (targets.length === 0) return html`<p class="empty">${watcher.noTargets}</p>`;
  const { columns } = watcher;
  return html`<div class="scroll">
    <table class="list">
      <caption>
        ${watcher.targets}
      </caption>
      <thead>
        <tr>
          <th scope="col">${columns.target}</th>
          <th scope="col">${columns.state}</th>
          <th scope="col">${columns.lastComplete}</th>
          <th scope="col">${columns.next}</th>
        </tr>
      </thead>
      <tbody>
        ${targets.map((target) => targetRow(target, context))}
      </tbody>
    </table>
  </div>`;
}

function targetRow(target: TargetFreshness, context: PageContext): Html {
  const { watcher } = context.words.pages.now;
  const { lastCompleteAt, nextRun } = target;
  return html`<tr>
    <th scope="row">
      <a href="${context.link(`/targets#${encodeURIComponent(target.name)}`)}">${visible(target.name)}</a>
    </th>
    <td>${targetState(target, context)}</td>
    <td>${lastCompleteAt === undefined ? watcher.never : since(lastCompleteAt, context)}</td>
    <td>${nextRun === undefined ? '' : context.time(nextRun)}</td>
  </tr> `;
}

function targetState({ state, failing }: TargetFreshness, context: PageContext): Html {
  const { watcher } = context.words.pages.now;
  switch (state) {
    case 'fresh':
      return html`<span class="good">${watcher.fresh}</span>`;
    case 'not-yet':
      return html`<span class="bad">${watcher.notYet}</span>`;
    case 'overdue':
    case 'failing': {
      const overdue = state === 'overdue' ? html`<span class="bad">${watcher.overdue}</span> ` : '';
      if (failing === undefined) return html`${overdue}`;
      const { fault } = failing;
      const hint = fault?.hint;
      return html`${overdue}<span class="bad">${watcher.failing}</span> ${since(failing.since, context)}
        ${fault === undefined ? '' : html`<br />${visible(`${fault.reason}: ${fault.message}`, 300)}`}
        ${hint === undefined ? '' : html`<br /><span class="dim">${visible(hint, 300)}</span>`}`;
    }
  }
}

function outboxFacts({ outbox }: WatcherState, context: PageContext): Html {
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
