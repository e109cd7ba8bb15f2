/** Severities, the most severe first. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** How loud a rule is: what quiet hours let through, and what a mail's head says. */
export type Severity = (typeof SEVERITIES)[number];
