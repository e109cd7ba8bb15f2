import { describe, expect, it } from 'vitest';
import { operate, type OperatorAction } from '../../../../../src/core/incident/evaluate/operate.ts';
import type { IncidentState } from '../../../../../src/core/incident/lifecycle.ts';
import { inWords, NOW, sketchIncident } from '../../../../support/engine/sketch-incident.ts';

const ADA = { by: 'ada', comment: 'known', at: NOW };

const CASES: readonly [OperatorAction['do'], IncidentState, string | readonly string[]][] = [
  ['acknowledge', 'open', ['acknowledge by ada: known', 'again in a moment']],
  ['acknowledge', 'acknowledged', 'already-acknowledged'],
  ['acknowledge', 'closed', 'already-closed'],
  ['close', 'open', ['close manual by ada: known', 'again in a moment']],
  ['close', 'acknowledged', ['close manual by ada: known', 'again in a moment']],
  ['close', 'closed', 'already-closed'],
];

describe('a person who wants to', () => {
  it.each(CASES)('%s an incident that is %s: %j', (action, state, decided) => {
    const outcome = operate(sketchIncident({ state }), { ...ADA, do: action });
    expect(typeof outcome === 'string' ? outcome : inWords(outcome.actions)).toEqual(decided);
  });

  it.each(['acknowledge', 'close'] as const)('%s the same incident twice changes it once', (action) => {
    const once = operate(sketchIncident({ state: 'open' }), { ...ADA, do: action });
    if (typeof once === 'string') throw new Error(once);
    expect(operate(once.incident, { ...ADA, by: 'bob', do: action })).toMatch(/^already-/);
  });

  it('close an acknowledged incident leaves who acknowledged it', () => {
    const acknowledged = { by: 'bob', at: NOW - 1 };
    const closed = operate(sketchIncident({ state: 'acknowledged', acknowledged }), { ...ADA, do: 'close' });
    expect(closed).toMatchObject({ incident: { acknowledged, closed: { reason: 'manual', at: NOW } } });
  });
});
