import type { SimulatedObjects, XmlTree } from '../simulator/simulated-job.ts';
import { SECOND, type Duration } from '../../platform/time.ts';

/** A batch job as the script knows it. */
export interface ScriptedJob {
  jobId: string;
  name: string;
  type: 'Job' | 'Workflow';
  input: XmlTree;
  operation: XmlTree;
}

/** The end of a job: one of the codes of the vendor's error pages. */
export interface Ending {
  code: string;
  message: string;
  /** The results of its objects; default: unknown. */
  objects?: SimulatedObjects;
}

/** A queue as the script knows it. */
export interface ScriptedQueue {
  queueId: string;
  name: string;
}

/** One thing that happens at the simulated service, or to the mail server. */
export type Act =
  | {
      kind: 'submit';
      job: ScriptedJob;
      /** Default `Submitted`. */
      state?: string;
      /** The time since its creation; default: just now. */
      age?: Duration;
      ending?: Ending;
    }
  | { kind: 'move'; job: ScriptedJob; to: string; ending?: Ending }
  | {
      kind: 'queue';
      queue: ScriptedQueue;
      is: 'Active' | 'Paused';
      /** Since when; default just now. */
      age?: Duration;
    }
  | { kind: 'api'; is: 'down' | 'up' }
  | { kind: 'mail server'; is: 'refusing' | 'accepting' };

/** One moment of the script. */
export interface Step {
  /** Since the phase began. */
  at: Duration;
  /** A sentence for the person who watches; may hold a hostile job name. */
  say: string;
  /** At the same time; none: words only. */
  acts: readonly Act[];
}

/** A piece of the script, played from its own zero. */
export interface Phase {
  /** In the order of `at`. */
  steps: readonly Step[];
  /** When the next phase begins. */
  length: Duration;
}

/** @param seconds since the phase began. */
export function step(seconds: number, say: string, ...acts: readonly Act[]): Step {
  return { at: seconds * SECOND, say, acts };
}
