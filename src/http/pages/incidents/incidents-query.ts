import { INCIDENT_STATES } from '../../api/json/incident-json.ts';
import type { IncidentState } from '../../../core/incident/lifecycle.ts';
import { withQuery } from '../../ui/page-paths.ts';

/** The query for incidents. An undefined condition leaves out none. */
export interface IncidentsQuery {
  /** In any of these; all when it is left out. */
  states?: readonly IncidentState[] | undefined;
  rule?: string | undefined;
  target?: string | undefined;
  /** The start of the page: opaque. */
  cursor?: string | undefined;
}

/** Reads it from an address; what makes no sense is not asked for. */
export function readIncidentsQuery(given: Readonly<Record<string, readonly string[]>>): IncidentsQuery {
  const one = (name: string) => {
    const [value = ''] = given[name] ?? [];
    return value === '' || value.length > LONGEST ? undefined : value;
  };
  const states = INCIDENT_STATES.filter((state) => given['state']?.includes(state));
  return {
    states: states.length === 0 ? undefined : states,
    rule: one('rule'),
    target: one('target'),
    cursor: one('cursor'),
  };
}

const LONGEST = 500;

/** The address of the page that shows them: the same for the same question. */
export function incidentsPath({ states, ...others }: IncidentsQuery): string {
  return withQuery('/incidents', { state: states, ...others });
}
