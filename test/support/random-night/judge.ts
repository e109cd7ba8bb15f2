import type { Message } from '../../../src/alerts/message.ts';
import type { Law } from './law.ts';
import { DECISION_LAWS } from './decision-laws.ts';
import { INCIDENT_LAWS } from './incident-laws.ts';
import { THREAD_LAWS } from './thread-laws.ts';
import type { Night } from './night.ts';
import type { Kind } from './step.ts';

/** What is wrong with a night that is over, each with the name of the law that it breaks; empty when nothing is. */
export async function judge(night: Night, kind: Kind): Promise<string[]> {
  const { rule, bench } = night;
  const messages = await bench.messages();
  const told = messages.filter(({ story }) => story !== undefined);
  const threads = Map.groupBy(told, ({ incident, receiver }: Message) => `${incident} ${receiver}`);
  const broken: string[] = [];
  for (const law of LAWS) {
    const found = await law({ kind, rule, store: bench.poll.store, messages, threads });
    broken.push(...found.map((what) => `${law.name}: ${what}`));
  }
  return broken;
}

const LAWS: readonly Law[] = [...THREAD_LAWS, ...DECISION_LAWS, ...INCIDENT_LAWS];
