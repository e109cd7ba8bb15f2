import { expect } from 'vitest';
import type { Message } from '../../../src/core/message/message.ts';
import type { Rule } from '../../../src/core/rule/rule.ts';
import { renderSummary } from '../../../src/render/content/render-subject.ts';
import type { IncidentEngine } from '../../../src/engine/incident-engine.ts';
import type { JobDetails, KnownJob } from '../../../src/core/job/job.ts';
import { quietMonitors } from '../../../src/replay/quiet-monitors.ts';
import type { ReplayTarget } from '../../../src/replay/play-context.ts';
import { replay, type ReplaySummary } from '../../../src/replay/replay.ts';
import { pastMessages } from '../../../src/store/history/past.ts';
import type { Store } from '../../../src/store/store.ts';
import { SECOND, type Clock, type Instant } from '../../../src/platform/time.ts';
import type { IncidentFixture } from './incident-fixture.ts';

interface Replayed {
  messages: readonly Message[];
  summary: ReplaySummary;
}

/** Replays all that the fixture saw; by other rules, when they are given. */
export async function replayed(
  { poll }: IncidentFixture,
  rules: readonly Rule[] = poll.target.rules,
  from: Instant = 0,
): Promise<Replayed> {
  return await replayStore({
    from,
    store: poll.store,
    engine: poll.engineFor(rules, quietMonitors(['media'], 0)),
    target: { ...poll.target, rules },
    details: (job) => poll.cloud.details(job),
    clock: poll.clock,
  });
}

/** Replays all that a store saw. */
export async function replayStore(played: {
  store: Store;
  engine: IncidentEngine;
  target: ReplayTarget;
  details: (job: KnownJob) => JobDetails;
  clock: Clock;
  /** Left out: from the beginning. */
  from?: Instant;
}): Promise<Replayed> {
  const { store, engine, target, details, clock, from = 0 } = played;
  const messages: Message[] = [];
  const summary = await replay({
    past: store,
    engine,
    targets: [target],
    details,
    span: { from, until: clock.now() + 1 },
    reach: 0,
    clock,
    onMessage: (message) => messages.push(message),
  });
  return { messages, summary };
}

/** As fixtures evaluate every 30 s, a replay may be up to that much earlier. */
const GRANULARITY = 30 * SECOND;

/**
 * A poll that saw nothing looks at what is due, too; a replay, which knows nothing of it, does so at its next look, a
 * second later, and what waits for that waits as long.
 */
const NEXT_LOOKS = 5 * SECOND;

function lineOf(message: Message): string {
  return `${message.receiver} ${message.kind}: ${renderSummary(message)}`;
}

/** A replay by the same rules repeats what was notified. */
export async function expectSame(fixture: IncidentFixture): Promise<void> {
  const { store, clock } = fixture.poll;
  await expectSent(store, { messages: (await replayed(fixture)).messages, clock });
}

/** Compares these messages with the notifications of jobs that the store counts as sent, and their times. */
export async function expectSent(
  store: Store,
  { messages, clock }: { messages: readonly Message[]; clock: Clock },
): Promise<void> {
  const rows = await store.read((db) => pastMessages(db, { from: 0, until: clock.now() + 1 }));
  const notified = rows.map(({ message }) => JSON.parse(message) as Message);
  expect(messages.map(lineOf)).toEqual(notified.map(lineOf));
  expect(notified.length).toBeGreaterThan(0);
  for (const [index, { createdAt }] of notified.entries()) {
    const { createdAt: at = 0, ...message } = messages[index] ?? {};
    expect(createdAt - at, lineOf(message as Message)).toBeGreaterThanOrEqual(-NEXT_LOOKS);
    expect(createdAt - at, lineOf(message as Message)).toBeLessThanOrEqual(GRANULARITY);
  }
}
