/** One promise, and how it is put to the proof. */
export interface Proof {
  /** `P1` … `P9`, as the table of docs/promises.md counts them. */
  id: string;
  /** The faults, in a few words. */
  what: string;
  /** The figure to reach. */
  goal: string;
  /** True when `STORE=postgres` has it run over PostgreSQL. Left out: its engine is always the same. */
  isOverBoth?: true;
  /** Breaks what can break and counts. Throws only when the proof itself is broken. */
  run(effort: Effort): Promise<Outcome>;
}

/** The number of tries, and the seed of everything random. */
export interface Effort {
  /** `quick` takes about half a minute a proof and runs in CI; `full` is for the published figures. */
  mode: 'quick' | 'full';
  /** The same seed makes the same plan; what the operating system schedules in between differs. */
  seed: number;
  /** The built program as the image starts it: flags of Node, then the file. */
  program: readonly string[];
  /** Prints the progress for the person who waits. */
  say: (progress: string) => void;
}

export interface Outcome {
  /** True when the goal was reached. */
  held: boolean;
  /** The figures, in the words of the goal. */
  reached: string;
  /** The first counter-example, shrunk; absent when there is none. */
  counterExample?: string | undefined;
}
