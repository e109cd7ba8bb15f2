import type { IncidentCalendar } from '../../../src/engine/incident-engine.ts';
import type { ActiveMaintenance } from '../../../src/core/mute/mutes.ts';
import type { Duration, Instant } from '../../../src/platform/time.ts';
import { usualRule } from '../engine/incident-fixture.ts';

interface Planned {
  from: Instant;
  /** Exclusive. */
  until: Instant;
}

/** Quiet times and maintenance as a night plans them: they stay known when they are over, so that it can be replayed. */
export class PlannedTimes implements IncidentCalendar {
  #quiet: Planned[] = [];
  #maintenance: (Planned & { names: string })[] = [];

  /** Quiet times do not meet: one that would is left out. */
  addQuiet(from: Instant, length: Duration): void {
    if ((this.#quiet.at(-1)?.until ?? 0) < from) this.#quiet.push({ from, until: from + length });
  }

  addMaintenance(names: string, { from, length }: { from: Instant; length: Duration }): void {
    this.#maintenance.push({ names, from, until: from + length });
  }

  /** A time that was planned by a wrong clock does not come. */
  forget(): void {
    this.#quiet = [];
    this.#maintenance = [];
  }

  quietUntil(_severity: unknown, now: Instant): Instant | undefined {
    return this.#quiet.find(isOn(now))?.until;
  }

  maintenanceAt(now: Instant): ActiveMaintenance[] {
    const match = { ...usualRule().match, states: ['*'] };
    return this.#maintenance
      .filter(isOn(now))
      .map(({ names, until }) => ({ name: 'upgrade', until, match: { ...match, names: [names] } }));
  }

  maintenanceAfter(now: Instant): Instant | undefined {
    const starts = this.#maintenance.map(({ from }) => from).filter((from) => from > now);
    return starts.length === 0 ? undefined : Math.min(...starts);
  }
}

function isOn(now: Instant): (planned: Planned) => boolean {
  return ({ from, until }) => from <= now && now < until;
}
