/** Severities, the most severe first. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** The urgency of a rule, for quiet hours and for the head of a mail. */
export type Severity = (typeof SEVERITIES)[number];
