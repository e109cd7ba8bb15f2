/** How many jobs came into a state in an hour, by when they did. */
export interface HourlyMoveTable {
  hour: number;
  target: string;
  state: string;
  jobs: number;
}

/** How long the jobs ran that succeeded in an hour, counted by buckets of run time. */
export interface HourlyRunTable {
  hour: number;
  target: string;
  bucket: number;
  jobs: number;
}
