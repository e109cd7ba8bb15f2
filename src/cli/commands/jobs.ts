import type { FieldKey } from '../../core/job/fields.ts';
import { fieldLabel, fieldsIn, fieldText } from '../../core/job/show-field.ts';
import { isEnded, isKnown, KNOWN_STATES } from '../../core/job/state.ts';
import { withIsoTimes } from '../../platform/iso-times.ts';
import { nameMeant } from '../../platform/text/name-meant.ts';
import type { Instant } from '../../platform/time.ts';
import { showUnseen } from '../../platform/unseen.ts';
import type { ListedJob } from '../../store/jobs/listed-jobs.ts';
import { EXIT } from '../exit/exit-code.ts';
import { printList, type Listing } from '../session/print-list.ts';
import { resolveName, unknownName } from '../session/resolve-name.ts';
import { refuse, type Session } from '../session/session.ts';
import { inZone, tableTime } from '../terminal/table-time.ts';

export interface JobsOptions {
  target?: string;
  state?: string;
  json?: boolean;
}

/** `batchwatch jobs`: lists the jobs of the snapshot, newest change first. @throws StoreFault, RemoteFault */
export async function jobs(session: Session, options: JobsOptions): Promise<number> {
  const { backend, words } = session;
  const state = options.state === undefined ? undefined : stateMeant(options.state);
  const target = await resolveName(options.target, backend.targets);
  const found = await backend.jobs.list({ target: target?.name, state });
  if (found.length === 0 && target?.isKnown === false)
    return refuse(session, unknownName('target', target, words.names));
  if (found.length === 0 && state !== undefined && !isFilter(state))
    return refuse(session, words.jobs.unknownState(showUnseen(state), KNOWN_STATES), EXIT.usage);
  return printList(session, found, { ...listing(session), json: options.json });
}

/** A word that the API does not document may be stored all the same, in whatever case. */
function stateMeant(typed: string): string {
  return nameMeant(typed, STATES) ?? typed.trim();
}

const STATES = [...KNOWN_STATES, 'unknown'];

function isFilter(state: string): boolean {
  return isKnown(state) || state === 'unknown';
}

function listing({ backend, words }: Session): Listing<ListedJob> {
  const { timezone, language } = backend;
  const { columns: heads, none, notFollowed } = words.jobs;
  const showTime = (at: Instant) => tableTime(at, timezone);
  const labelOf = (key: FieldKey) => fieldLabel(key, language).toUpperCase();
  return {
    none: `${none}\n`,
    head: [
      heads.target,
      labelOf('jobId'),
      labelOf('state'),
      inZone(heads.since, timezone),
      ...FIELDS.map(({ key }) => labelOf(key)),
    ],
    toRow: (job) => [
      job.target,
      job.jobId,
      job.followed || isEnded(job.state) ? job.state : notFollowed(job.state),
      showTime(job.stateSince),
      ...FIELDS.map((field) => fieldText(job, field, showTime)),
    ],
    elastic: [0, ...FIELDS.flatMap(({ key }, index) => (key === 'type' ? [] : [4 + index]))],
    toJson: (job) => withIsoTimes(job, 'stateSince', 'firstSeenAt', 'changedAt'),
  };
}

const FIELDS = fieldsIn('cli');
