/** The pages that the bar at the top leads to. */
export const SECTIONS = [
  'now',
  'incidents',
  'jobs',
  'notifications',
  'receivers',
  'silences',
  'targets',
  'configuration',
] as const;

export type Section = (typeof SECTIONS)[number];
