import type { IncidentsWords } from '../../types/incidents-words.ts';

export const incidents: IncidentsWords = {
  title: 'Incidents',
  columns: { incident: 'Incident', state: 'State', since: 'Since', jobs: 'Jobs', notified: 'Recipients' },
  empty: { none: 'No incidents yet.', filtered: 'No incident matches.' },
  all: 'All open incidents',
  allClosed: 'All resolved incidents',
};
