import { html } from 'hono/html';
import { SILENCE_KEYS } from '../../../core/mute/silence.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import { actionForm, signatureFields } from '../../ui/action-form.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import { silenceForm } from '../silences/silence-form.ts';

/** The actions that a reader may take; nothing where they may only look, and when it is over. */
export function incidentActions(incident: IncidentView, context: PageContext): Html | '' {
  if (!context.mayWrite || incident.state === 'closed') return '';
  const { actions } = context.words.pages.incident;
  const { id } = incident;
  const acknowledge =
    incident.state === 'open'
      ? html`${actionForm(
            {
              incident: id,
              action: 'ack',
              button: actions.acknowledge,
              more: html`<div class="fields">${signatureFields('ack', context)}</div>`,
            },
            context,
          )}
          <p class="dim">${actions.acknowledgeEffect}</p>`
      : '';
  return html`<section class="card" aria-labelledby="actions">
    <h2 id="actions">${actions.title}</h2>
    ${acknowledge}
    <details id="silence">
      <summary>${actions.silence}</summary>
      ${silenceForm({ asked: { matchers: matchersOf(incident) }, back: id, id: 'silence' }, context)}
    </details>
    <details id="close">
      <summary>${actions.close}</summary>
      <p class="dim">${actions.closeEffect}</p>
      ${actionForm(
        {
          incident: id,
          action: 'close',
          button: actions.closeButton,
          more: html`<div class="fields">${signatureFields('close', context)}</div>`,
        },
        context,
      )}
    </details>
  </section>`;
}

/** Covers what the incident is about, and what will come of the same cause; just this one where no line can say that. */
function matchersOf({ labels, rule, id, kind }: IncidentView): string {
  const asked: Readonly<Partial<Record<string, string>>> = { ...labels, rule };
  const lines = SILENCE_KEYS.filter((key) => NARROWING.has(key))
    .map((key) => [key, asked[key] ?? ''] as const)
    .filter(([, value]) => value !== '');
  const isPlain = lines.every(
    ([, value]) => value.length <= 200 && value.trim() === value && !/\p{Cc}/u.test(value),
  );
  if (!isPlain || (kind === 'condition' && labels.target === undefined)) return `incident=${id}`;
  return lines.map(([key, value]) => `${key}=${value}`).join('\n');
}

const NARROWING: ReadonlySet<string> = new Set(['target', 'rule', 'code', 'queueId']);
