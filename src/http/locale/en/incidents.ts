export const incidents = {
  title: 'Incidents',
  columns: { incident: 'Incident', state: 'State', since: 'Since', jobs: 'Jobs', notified: 'Recipients' },
  /** No incident at all, and none that matches. */
  empty: { none: 'No incidents yet.', filtered: 'No incident matches.' },
  /** Links from shorter lists. */
  all: 'All open incidents',
  allClosed: 'All resolved incidents',
};
