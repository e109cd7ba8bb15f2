import type { SimulatedObjects, XmlTree } from '../simulator/simulated-job.ts';
import { SECOND, type Duration } from '../../platform/time.ts';

/** A batch job as the script knows it. */
export interface ScriptedJob {
  readonly jobId: string;
  readonly name: string;
  readonly type: 'Job' | 'Workflow';
  readonly input: XmlTree;
  readonly operation: XmlTree;
}

/** What an ended job says of its end: one of the codes of the vendor's error pages. */
export interface Ending {
  readonly code: string;
  readonly message: string;
  /** How its objects fared; default: nothing is known of them. */
  readonly objects?: SimulatedObjects;
}

/** A queue as the script knows it. */
export interface ScriptedQueue {
  readonly queueId: string;
  readonly name: string;
}

/** One thing that happens at the simulated service, or to the mail server. */
export type Act =
  | {
      readonly kind: 'submit';
      readonly job: ScriptedJob;
      /** Default `Submitted`. */
      readonly state?: string;
      /** How long ago it was created; default just now. */
      readonly age?: Duration;
      readonly ending?: Ending;
    }
  | { readonly kind: 'move'; readonly job: ScriptedJob; readonly to: string; readonly ending?: Ending }
  | {
      readonly kind: 'queue';
      readonly queue: ScriptedQueue;
      readonly is: 'Active' | 'Paused';
      /** Since when; default just now. */
      readonly age?: Duration;
    }
  | { readonly kind: 'api'; readonly is: 'down' | 'up' }
  | { readonly kind: 'mail server'; readonly is: 'refusing' | 'accepting' };

/** One moment of the script. */
export interface Step {
  /** Since the scene began. */
  readonly at: Duration;
  /** What happens, for the person who watches; may hold a hostile job name. */
  readonly say: string;
  /** At the same time; none: words only. */
  readonly acts: readonly Act[];
}

/** A piece of the script, played from its own zero. */
export interface Scene {
  /** In the order of `at`. */
  readonly steps: readonly Step[];
  /** When the next scene begins. */
  readonly length: Duration;
}

/** @param seconds since the scene began. */
export function step(seconds: number, say: string, ...acts: readonly Act[]): Step {
  return { at: seconds * SECOND, say, acts };
}
