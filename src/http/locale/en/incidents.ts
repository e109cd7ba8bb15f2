export const incidents = {
  title: 'Incidents',
  columns: { incident: 'Incident', state: 'State', since: 'Since', jobs: 'Jobs', notified: 'Recipients' },
  /** Where there is none, and where none is as asked. */
  empty: { none: 'No incidents yet.', filtered: 'No incident matches.' },
  /** Where the list is left out elsewhere. */
  all: 'All open incidents',
  allClosed: 'All resolved incidents',
};

export type IncidentsWords = typeof incidents;
