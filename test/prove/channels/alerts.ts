import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../../src/platform/time.ts';

/** The alerts that each Alertmanager holds, by its name in the outbox: their ends, by their labels. */
export type Alerts = Map<string, Map<string, { incident: string; endsAt: Instant }>>;

interface PostedAlert {
  labels: Readonly<Record<string, string>>;
  endsAt: string;
}

/** Takes a list of alerts as Alertmanager does: an alert is known by its labels, and its last end counts. */
export function readAlerts(alerts: Alerts, recipient: string, body: string): void {
  const held = alerts.get(recipient) ?? new Map<string, { incident: string; endsAt: Instant }>();
  alerts.set(recipient, held);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract suite checks the shape
  for (const { labels, endsAt } of JSON.parse(body) as PostedAlert[]) {
    const identity = Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .toSorted((a, b) => a.localeCompare(b))
      .join();
    held.set(identity, { incident: labels['incident'] ?? '', endsAt: Date.parse(endsAt) });
  }
}

/** Names the alerts that fire of incidents that are over, and the notified open incidents without one. Empty: all is right. */
export function wrongAlerts(
  alerts: Alerts,
  { store, notified, now }: { store: string; notified: ReadonlySet<string>; now: Instant },
): readonly string[] {
  const database = new DatabaseSync(store, { readOnly: true });
  const rows = database.prepare("SELECT public_id FROM incident WHERE state <> 'closed'").all();
  database.close();
  const open = new Set(rows.map(({ public_id: id }) => String(id)));
  return [...alerts].flatMap(([recipient, held]) => {
    const firing = new Set(
      [...held.values()].filter(({ endsAt }) => endsAt > now).map(({ incident }) => incident),
    );
    const missing = [...open].filter((incident) => notified.has(incident) && !firing.has(incident));
    const late = [...firing].filter((incident) => !open.has(incident));
    return [
      ...missing.map((incident) => `${recipient}: no alert fires of ${incident}, which is open`),
      ...late.map((incident) => `${recipient}: an alert fires of ${incident}, which is over`),
    ];
  });
}
