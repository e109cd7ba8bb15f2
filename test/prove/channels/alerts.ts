import type { Instant } from '../../../src/platform/time.ts';
import type { ProofStore } from '../store/proof-store.ts';

/** The alerts that an Alertmanager holds: by their labels. */
export type AlertsHeld = Map<string, HeldAlert>;

interface HeldAlert {
  incident: string;
  endsAt: Instant;
  /** When it was sent last. */
  sentAt: Instant;
}

interface PostedAlert {
  labels: Readonly<Record<string, string>>;
  endsAt: string;
}

/** Takes a list of alerts as Alertmanager does: an alert is known by its labels, and its last end counts. */
export function readAlerts(held: AlertsHeld, body: string): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract suite checks the shape
  for (const { labels, endsAt } of JSON.parse(body) as PostedAlert[]) {
    const identity = Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .toSorted((a, b) => a.localeCompare(b))
      .join();
    held.set(identity, {
      incident: labels['incident'] ?? '',
      endsAt: Date.parse(endsAt),
      sentAt: Date.now(),
    });
  }
}

/**
 * Names the alerts of one Alertmanager that fire of incidents that are over, and the notified open incidents without one
 * that was sent since then: a process begins by sending what stands. Empty: all is right.
 */
export async function wrongAlerts(
  held: AlertsHeld,
  { store, notified, since }: { store: ProofStore; notified: ReadonlySet<string>; since: Instant },
): Promise<readonly string[]> {
  const rows = await store.rows("SELECT public_id FROM incident WHERE state <> 'closed'");
  const open = new Set(rows.map(({ public_id: id }) => String(id)));
  const firing = [...held.values()].filter(({ endsAt }) => endsAt > Date.now());
  const sent = new Set(firing.filter(({ sentAt }) => sentAt >= since).map(({ incident }) => incident));
  const missing = [...open].filter((incident) => notified.has(incident) && !sent.has(incident));
  const late = firing.map(({ incident }) => incident).filter((incident) => !open.has(incident));
  return [
    ...missing.map((incident) => `no alert was sent of ${incident}, which is open`),
    ...late.map((incident) => `an alert fires of ${incident}, which is over`),
  ];
}
