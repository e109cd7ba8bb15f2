import type { Database } from '../database.ts';

/** The rows of the incidents that a job belonged to, or that decisions about it belong to; oldest first. */
export async function jobIncidents(db: Database, job: number): Promise<number[]> {
  const joined = db.selectFrom('member').select('incident').where('job', '=', job);
  const decided = db
    .selectFrom('transition')
    .innerJoin('decision', 'decision.transition', 'transition.id')
    .select('decision.incident')
    .where('job', '=', job)
    .where('decision.incident', 'is not', null);
  const rows = await joined.union(decided.$castTo<{ incident: number }>()).execute();
  return rows.map(({ incident }) => incident).toSorted((a, b) => a - b);
}
