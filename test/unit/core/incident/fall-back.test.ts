import { describe, expect, it } from 'vitest';
import { fallBack, type StuckEntry } from '../../../../src/core/incident/fall-back.ts';
import type { Receiver, Route } from '../../../../src/core/receiver.ts';
import { MINUTE } from '../../../../src/platform/time.ts';

const NOW = 60 * MINUTE;

const WAITING: StuckEntry = {
  entry: 7,
  notification: 3,
  channel: 'wecom',
  receiver: 'oncall',
  incident: 1,
  severity: 'warning',
  isGivenUp: false,
  since: NOW - 10 * MINUTE,
};

function routesWith(changes: Partial<Route>): readonly Route[] {
  return [{ channel: 'feishu', recipients: ['x'], ...changes }];
}

/** `lead` and `chef` stand in for `oncall`. */
function receiversWith(lead: Partial<Route>, chef: Partial<Route> = {}): ReadonlyMap<string, Receiver> {
  const receivers: readonly Receiver[] = [
    { name: 'oncall', routes: routesWith({}), fallback: { receivers: ['lead', 'chef'], after: 10 * MINUTE } },
    { name: 'lead', routes: routesWith(lead) },
    { name: 'chef', routes: routesWith(chef) },
  ];
  return new Map(receivers.map((receiver) => [receiver.name, receiver]));
}

describe('a message that is stuck', () => {
  it('goes to all who stand in, once it has waited for long enough', () => {
    const receivers = receiversWith({});
    expect(fallBack([WAITING], { receivers, now: NOW })).toMatchObject([
      { reason: 'waited', to: ['lead', 'chef'], incidents: [1], waited: 10 * MINUTE },
    ]);
    expect(fallBack([WAITING], { receivers, now: NOW - 1 })).toEqual([]);
  });

  it('goes to no receiver without a channel for its severity, and is not noted as sent to them', () => {
    const critical = { severities: ['critical'] } as const;
    const one = receiversWith(critical);
    expect(fallBack([WAITING], { receivers: one, now: NOW })).toMatchObject([{ to: ['chef'] }]);
    const none = receiversWith(critical, critical);
    expect(fallBack([WAITING], { receivers: none, now: NOW })).toEqual([]);
    const grave: StuckEntry = { ...WAITING, severity: 'critical' };
    expect(fallBack([grave], { receivers: none, now: NOW })).toMatchObject([{ to: ['lead', 'chef'] }]);
  });

  it('that was given up is not waited for', () => {
    const stuck = { ...WAITING, isGivenUp: true, since: NOW };
    expect(fallBack([stuck], { receivers: receiversWith({}), now: NOW })).toMatchObject([
      { reason: 'given-up', to: ['lead', 'chef'] },
    ]);
  });
});
