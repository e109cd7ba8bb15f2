import { html } from 'hono/html';
import { isMistyped } from '../../../core/mute/matchers-meant.ts';
import { silenceState, type Silence, type SilenceMatcher } from '../../../core/mute/silence.ts';
import { listTable } from '../../ui/list-table.ts';
import { numberedLinks, numberedPage } from '../../ui/numbered-pages.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import { silenceForm, type AskedSilence } from './silence-form.ts';
import { visible } from '../../ui/visible.ts';

interface Shown {
  silences: readonly Silence[];
  /** Names of the configured ones. */
  targets: readonly string[];
  /** Numbers of the pages of both lists. */
  asked: Readonly<Record<'current' | 'over', string | undefined>>;
  /** Given when what was typed could not be used. */
  refused?: { asked: AskedSilence; fault: string; back: string } | undefined;
}

/** A page stays well below 100 kB. */
const CURRENT_SHOWN = 30;
const OVER_SHOWN = 15;

/** The silences that hold, those to come, those that are over for a few days, and a form for one more. */
export function silencesPage(shown: Shown, context: PageContext): Html {
  const { words, now, mayWrite } = context;
  const { silences: silenceWords } = words.pages;
  const { silences } = shown;
  const isOver = (silence: Silence) => silenceState(silence, now) === 'expired';
  const [current, over] = [silences.filter((silence) => !isOver(silence)), silences.filter(isOver)];
  const form = mayWrite ? formSection(shown, context) : '';
  return barPage(context, {
    title: silenceWords.title,
    current: 'silences',
    body: html`<h1>${silenceWords.title}</h1>
      <p class="dim">${silenceWords.intro}</p>
      ${shown.refused === undefined ? '' : form}
      ${listSection(current, { id: 'current', size: CURRENT_SHOWN, empty: silenceWords.none, shown, context })}
      ${shown.refused === undefined ? form : ''}
      ${listSection(over.toReversed(), { id: 'over', size: OVER_SHOWN, empty: silenceWords.noneOver, shown, context })}`,
  });
}

function listSection(
  silences: readonly Silence[],
  of: {
    id: 'current' | 'over';
    size: number;
    empty: string;
    shown: Shown;
    context: PageContext;
  },
): Html {
  const { id, size, shown, context } = of;
  const label = context.words.pages.silences[id];
  const page = numberedPage(silences, { asked: shown.asked[id], size });
  const links = { path: '/silences', name: id, label, others: shown.asked };
  const mayEnd = context.mayWrite && id === 'current';
  return html`<section class="card">
    <h2 id="${id}">${label}</h2>
    ${
      silences.length === 0
        ? html`<p class="empty">${of.empty}</p>`
        : html`${table(page.items, { label, mayEnd, shown, context })} ${numberedLinks(page, links, context)}`
    }
  </section>`;
}

function formSection({ refused }: Shown, context: PageContext): Html {
  const { title } = context.words.pages.silences.form;
  const back = refused?.back ?? '';
  const form = {
    asked: refused?.asked ?? { matchers: '' },
    ...(back !== '' && { back }),
    id: 'new',
    fault: refused?.fault,
  };
  return html`<section class="card" aria-labelledby="add">
    <h2 id="add">${title}</h2>
    ${silenceForm(form, context)}
  </section>`;
}

function table(
  silences: readonly Silence[],
  of: {
    mayEnd: boolean;
    label: string;
    shown: Shown;
    context: PageContext;
  },
): Html {
  const { columns } = of.context.words.pages.silences;
  const { id, state, matchers, from, until, author } = columns;
  const head = [id, state, matchers, until, author, from];
  return listTable({ label: of.label, head, rows: silences.map((silence) => cells(silence, of)) });
}

function cells(
  silence: Silence,
  of: { mayEnd: boolean; shown: Shown; context: PageContext },
): readonly (Html | string)[] {
  const { mayEnd, shown, context } = of;
  const { words, now, time, link } = context;
  const { states, expire, endedBy } = words.pages.silences;
  const { id, matchers, from, until, author, comment, ended } = silence;
  const state = silenceState(silence, now);
  const end = html`<form method="post" action="${link(`/silences/${id}/expire`)}">
    <button class="small" type="submit">${expire(id)}</button>
  </form>`;
  return [
    String(id),
    html`<span class="mark ${state === 'active' ? 'acknowledged' : ''}">${states[state]}</span>
      ${mayEnd ? end : ''}`,
    matchers.length === 0
      ? html`<span class="bad">${words.pages.silences.damaged}</span>`
      : html`${matchers.map((matcher) => matcherLine(matcher, { shown, context }))}`,
    html`${time(until)}${ended && html`<br /><span class="dim">${visible(endedBy(ended.by))}</span>`}`,
    html`${visible(author)}${comment === '' ? '' : html`<br /><span class="dim">${visible(comment, 500)}</span>`}`,
    time(from),
  ];
}

function matcherLine(
  { key, glob }: SilenceMatcher,
  { shown, context }: { shown: Shown; context: PageContext },
): Html {
  const { noSuchTarget, noSuchValue } = context.words.pages.silences;
  const silenceWords = key === 'target' ? noSuchTarget : noSuchValue;
  const note = isMistyped({ key, glob }, shown.targets)
    ? html` <span class="bad">${silenceWords}</span>`
    : '';
  return html`<div class="matcher"><code>${key}=${visible(glob)}</code>${note}</div> `;
}
