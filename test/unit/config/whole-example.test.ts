import { describe, expect, it } from 'vitest';
import { load, SMALLEST } from './config-text.ts';
import { stringify } from 'yaml';

/** Issue 4, "The model", as it stands there. */
const EXAMPLE = `
rules:
  - name: failures
    match: { states: [Failed, Pause], targets: ['media-*'], names: ['nightly-*'], types: [Job], queueIds: [], workflowIds: [], codes: [] }
    receivers: [oncall]
    severity: critical
    groupBy: [target, state, code]
    groupWait: 0s            # hold the first mail to gather more
    groupInterval: 5m        # at the earliest after that, news of the same incident
    repeat: 4h               # remind while open and not acknowledged; default: never for Failed, 4h for Pause and stuck
    tellRecovery: true
    flapping: { changes: 4, within: 1h, settle: 10m }
    closeAfter: 7d           # a Failed incident that nothing closed ends by age, silently
    escalate: [{ after: 30m, receivers: [lead] }]     # when nobody acknowledged
    owner: { from: userData, pattern: 'owner=([a-z]+)', receivers: { alice: team-a } }   # the submitter decides who is told
  - name: stuck
    match: { targets: ['*'] }
    tooLong: { Submitted: 30m, Running: { usual: 3, atLeast: 15m }, Pause: 1h }   # fixed, or a factor of the learned p95 of that name
    receivers: [oncall]
    severity: warning
expectations:                # what must happen, told when it does not
  - name: nightly
    job: { target: media, name: 'nightly-*' }
    schedule: '0 2 * * *'    # in \`timezone\`
    createdWithin: 15m
    successWithin: 3h
    receivers: [oncall]
quietHours: { from: '22:00', to: '08:00', days: [Mon, Tue, Wed, Thu, Fri], letThrough: [critical], digestAt: '08:30' }
maintenance: [{ name: upgrade, schedule: '0 1 * * 6', for: 2h, match: { targets: [media] } }]
watchdog:                    # the watcher's own incidents
  receivers: [oncall]        # default: all
  unreadableAfter: 5         # failed polls in a row
  outboxAfter: 10m
  repeat: 4h
  ping: https://hc.example.com/uuid
  every: 1m
  quietReport: '09:00'
`;

const RECEIVERS = ['oncall', 'lead', 'team-a'].map((name) => ({
  name,
  email: { to: [`${name}@example.com`] },
}));
const around = (rest: string) => load(`${stringify({ ...SMALLEST, receivers: RECEIVERS })}${rest}`);

describe('the example of the model', () => {
  it('loads as it is written', () => {
    const { config, warnings } = around(EXAMPLE);
    // Its rule is about media-*, and the target is media.
    expect(warnings.map(({ path, message }) => [path, /in state (\w+)/.exec(message)?.[1]])).toEqual([
      ['rules[0].name', undefined],
      ['targets[0]', 'Failed'],
      ['targets[0]', 'Pause'],
    ]);
    expect(config.rules.map(({ name }) => name)).toEqual(['failures', 'stuck']);
  });

  it('takes an empty list of a match as one that is left out', () => {
    const { config } = around(EXAMPLE);
    expect(config.rules[0]?.match).toMatchObject({ queueIds: ['*'], workflowIds: ['*'], codes: ['*'] });
    const empty =
      '{ states: [], targets: [], names: [], types: [], queueIds: [], workflowIds: [], codes: [] }';
    const given = around(`rules: [{ name: all, receivers: [oncall], match: ${empty} }]
maintenance: [{ name: upgrade, schedule: '0 1 * * 6', for: 2h, match: ${empty} }]`).config;
    const leftOut = around(`rules: [{ name: all, receivers: [oncall] }]
maintenance: [{ name: upgrade, schedule: '0 1 * * 6', for: 2h }]`).config;
    expect(given.rules).toEqual(leftOut.rules);
    expect(given.maintenance).toEqual(leftOut.maintenance);
    expect(given.rules[0]?.match.states).toEqual(['Failed', 'Pause']);
    expect(given.maintenance[0]?.match.states).toEqual(['*']);
  });
});
