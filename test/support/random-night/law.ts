import type { Message } from '../../../src/core/message/message.ts';
import type { Rule } from '../../../src/core/rule/rule.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Kind } from './step.ts';

/** The rest of a night, when nothing mutes or holds any more. */
export interface Remains {
  kind: Kind;
  rule: Rule;
  store: Store;
  messages: readonly Message[];
  /** Each receiver's notifications, by incident, by `incident receiver`. */
  threads: ReadonlyMap<string, readonly Message[]>;
}

/** Says what breaks it; nothing when it holds. */
export type Law = (remains: Remains) => readonly string[] | Promise<readonly string[]>;
