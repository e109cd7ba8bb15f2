/** The choices of `--state` of `incidents`. Without it, incidents that are not closed are listed. */
export const INCIDENT_CHOICES = ['open', 'acknowledged', 'closed', 'all'] as const;
