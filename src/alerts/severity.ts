/** How loud a rule is: what quiet hours let through, and what a mail's head says. */
export type Severity = 'critical' | 'warning' | 'info';
