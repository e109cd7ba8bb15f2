import type { IncidentsWords } from '../../pages/incidents-words.ts';

export const incidents: IncidentsWords = {
  title: 'Incidents',
  columns: { incident: 'Incident', state: 'State', since: 'Since', jobs: 'Jobs', told: 'Who was told' },
  empty: { none: 'There was no incident yet.', filtered: 'No incident is as asked.' },
  all: 'All open incidents',
  allClosed: 'All closed incidents',
};
