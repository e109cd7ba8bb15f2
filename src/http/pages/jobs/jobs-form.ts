import { html } from 'hono/html';
import type { FieldKey } from '../../../core/job/fields.ts';
import { fieldLabel } from '../../../core/job/show-field.ts';
import { KNOWN_STATES } from '../../../core/job/state.ts';
import { UNKNOWN_STATE } from '../../../store/jobs/job-filter.ts';
import type { JobQuery } from './job-query.ts';
import { choice, on } from '../../ui/choice.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';

/** The form that says which jobs are shown; it asks by GET, so that its answer has an address. */
export function jobsForm(
  { filter, typed }: JobQuery,
  shown: {
    context: PageContext;
    targets: readonly string[];
    types: readonly string[];
  },
): Html {
  const { words, link } = shown.context;
  const { filter: phrases, columns, unknown } = words.pages.jobs;
  const labelOf = (key: FieldKey) => fieldLabel(key, words.tag);
  return html`<form class="card filter" method="get" action="${link('/jobs')}" aria-label="${phrases.title}">
    <div class="fields">
      ${choice({ name: 'target', label: columns.target, any: phrases.any, values: shown.targets, chosen: filter.target })}
      ${choice({ name: 'type', label: labelOf('type'), any: phrases.any, values: shown.types, chosen: filter.type })}
      ${field({ name: 'name', label: labelOf('name'), hint: phrases.nameHint, value: typed.name })}
      ${field({ name: 'code', label: labelOf('code'), value: typed.code })}
      ${(['createdFrom', 'createdUntil'] as const).map((name) =>
        field({
          name,
          label: columns[name],
          value: typed[name],
          type: 'datetime-local',
        }),
      )}
    </div>
    <fieldset class="choices">
      <legend>${labelOf('state')}</legend>
      ${[...KNOWN_STATES, UNKNOWN_STATE].map(
        (state) =>
          html`<label
            ><input
              type="checkbox"
              name="state"
              value="${state}"
              ${on(filter.states?.includes(state), 'checked')}
            />
            ${state === UNKNOWN_STATE ? unknown : state}</label
          > `,
      )}
    </fieldset>
    ${withoutIncident(filter.uncovered !== undefined, phrases.withoutIncident)}
    <p class="actions">
      <button type="submit">${phrases.apply}</button>
      <a href="${link('/jobs')}">${phrases.clear}</a>
    </p>
  </form>`;
}

function withoutIncident(isChosen: boolean, label: string): Html {
  return html`<p class="choices">
    <label><input type="checkbox" name="incident" value="none" ${on(isChosen, 'checked')} /> ${label}</label>
  </p>`;
}

function field(of: { name: string; label: string; hint?: string; value: string; type?: string }): Html {
  const hint = of.hint === undefined ? '' : html` <span class="dim">${of.hint}</span>`;
  return html`<p class="field">
    <label for="${of.name}">${of.label}${hint}</label>
    <input
      id="${of.name}"
      name="${of.name}"
      type="${of.type ?? 'text'}"
      value="${of.value}"
      autocomplete="off"
    />
  </p>`;
}
