import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE } from '../../../src/platform/time.ts';
import type { Fixture } from '../../support/process/fixture.ts';
import type { Effort } from '../proof.ts';
import type { OutageStep } from './outage-plan.ts';
import type { RestartedProcess } from './restarted-process.ts';
import type { StagedOutage } from './staged-outage.ts';
import type { VendorOutage } from './vendor-outage.ts';

/** The part of the steps in which the vendors are out, too. They are well again while the mail server is still out. */
const VENDORS_OUT = 0.6;

export interface Stage {
  run: RestartedProcess;
  outage: StagedOutage;
  vendors: VendorOutage;
  fixture: Fixture;
  say: Effort['say'];
  toTheEnd: boolean;
}

/** Goes through the outages of the mail server. In the first of them the vendors are out, too. */
export async function goThroughAll(steps: readonly OutageStep[], stage: Stage): Promise<void> {
  const { run, vendors, say } = stage;
  const wellFrom = Math.floor(steps.length * VENDORS_OUT);
  for (const [at, step] of steps.entries()) {
    if (at < wellFrom) vendors.next();
    else vendors.end();
    // A penalty of ten minutes would only be waited for, and so would the rate that was learned of throttles.
    if (at === wellFrom) await run.restart('SIGTERM');
    await Promise.race([goThrough(step, stage), notMet(step)]);
    say(`${step.kind.name}${step.restart === undefined ? '' : `, ${step.restart.signal}`}`);
  }
}

/** Lets the program meet one kind of outage, dies in it if so planned, and meets it again then. */
async function goThrough(
  { kind, restart }: OutageStep,
  { run, outage, fixture, toTheEnd }: Stage,
): Promise<void> {
  const isSeenByScript = kind.fault !== undefined;
  await outage.begin(kind, fixture.smtp);
  const judged = (since: number) =>
    run.process.line('notification not delivered yet', (line) => {
      const isNew = run.process.lines.indexOf(line) >= since;
      const isRefusal = kind.at !== 'port' || String(line['response']).includes('ECONNREFUSED');
      return isNew && isRefusal && kind.reasons.includes(String(line['reason']));
    });
  const since = run.process.lines.length;
  await (isSeenByScript ? outage.met() : judged(since));
  if (restart !== undefined) {
    await sleep(restart.after);
    await run.restart(restart.signal);
  }
  if (toTheEnd) await judged(restart === undefined ? since : 0);
}

/** Longer than the longest hang, the rate's pause and a restart on a loaded machine. */
const MET_WITHIN = 4 * MINUTE;

async function notMet({ kind }: OutageStep): Promise<never> {
  await sleep(MET_WITHIN, undefined, { ref: false });
  throw new Error(`the program offers nothing more: it does not meet "${kind.name}"`);
}
