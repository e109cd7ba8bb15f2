import { EvaluationStats } from '../core/incident/evaluate/evaluation-stats.ts';
import { operate, type IncidentRefusal, type OperatorAction } from '../core/incident/evaluate/operate.ts';
import { apply } from '../store/incidents/apply.ts';
import { loadIncident } from '../store/incidents/load.ts';
import type { WriteTransaction } from '../store/database.ts';

/** `done`, or why nothing changed. */
export type IncidentOutcome = 'done' | 'unknown' | IncidentRefusal;

/** A person who acts, and when. */
export type Operator = Omit<OperatorAction, 'do'>;

/** Notes that somebody has the incident: no more reminders, no escalation. Notifies nobody. */
export async function acknowledgeIncident(
  trx: WriteTransaction,
  id: string,
  operator: Operator,
): Promise<IncidentOutcome> {
  return await act(trx, id, { ...operator, do: 'acknowledge' });
}

/** Closes the incident, whatever its jobs do. Those who were notified of it are notified. */
export async function closeManually(
  trx: WriteTransaction,
  id: string,
  operator: Operator,
): Promise<IncidentOutcome> {
  return await act(trx, id, { ...operator, do: 'close' });
}

async function act(trx: WriteTransaction, id: string, action: OperatorAction): Promise<IncidentOutcome> {
  const incident = await loadIncident(trx, id);
  if (incident === undefined) return 'unknown';
  const decided = operate(incident, action);
  if (typeof decided === 'string') return decided;
  await apply(trx, [decided], { now: action.at, stats: new EvaluationStats(), notify: nobody });
  return 'done';
}

/** The engine notifies, when it evaluates the incident next. */
function nobody(): Promise<never> {
  return Promise.reject(new Error('a person notifies nobody'));
}
