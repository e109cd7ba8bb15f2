/** One promise, and how it is put to the proof. */
export interface Proof {
  /** `P1` … `P8`, as the table of docs/promises.md counts them. */
  id: string;
  /** The faults, in a few words. */
  what: string;
  /** The figure to reach. */
  goal: string;
  /** Breaks what can break and counts. Throws only when the proof itself is broken. */
  run(effort: Effort): Promise<Outcome>;
}

/** How much is tried, and from which seed everything random comes. */
export interface Effort {
  /** `quick` takes about half a minute a proof and runs in CI; `full` is for the published figures. */
  mode: 'quick' | 'full';
  /** The same seed makes the same plan; what the operating system schedules in between differs. */
  seed: number;
  /** The built program as the image starts it: flags of Node, then the file. */
  program: readonly string[];
  /** Tells the person who waits how far it is. */
  say: (progress: string) => void;
}

export interface Outcome {
  /** Whether the goal was reached. */
  held: boolean;
  /** The figures, in the words of the goal. */
  reached: string;
  /** The first counter-example, shrunk; absent when there is none. */
  counterExample?: string | undefined;
}
