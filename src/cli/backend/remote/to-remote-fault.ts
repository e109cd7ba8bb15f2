import { problemJson } from '../../../http/respond/problem-response.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import { RemoteFault } from './remote-fault.ts';

interface Answer {
  status: number;
  body: unknown;
}

/** Reads an answer that is a refusal or a failure. */
export function toRemoteFault(
  { status, body }: Answer,
  asked: {
    /** The address of the API. */
    base: string;
    hasToken: boolean;
  },
): RemoteFault {
  const { base } = asked;
  const { data: problem } = problemOfDaemon.safeParse(body);
  if (status === 401) return noRight(status, asked.hasToken ? UNKNOWN_TOKEN : NO_TOKEN);
  // Not for want of a token alone: the server may be closed, or called by a name that is not its own.
  if (status === 403) return noRight(status, problem?.detail ?? NO_REASON);
  if (problem === undefined && [502, 503, 504].includes(status)) {
    const hint = 'What stands before the daemon cannot reach it: check whether the daemon runs.';
    return new RemoteFault(`the daemon cannot be reached at ${base}: ${status}`, {
      reason: 'unreachable',
      status,
      hint,
    });
  }
  if (status >= 500) {
    const { title, detail } = problem ?? { title: String(status), detail: 'See its log.' };
    return refused(`the daemon has a fault: ${title}`, { reason: 'failed', status, hint: detail });
  }
  if (problem === undefined) return foreign(base, { status });
  const { title, detail, errors = [] } = problem;
  const wrong = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return refused(wrong === '' ? title : `${title}: ${wrong}`, {
    reason: 'refused',
    status,
    paths: errors.map(({ path }) => path),
    hint: detail,
  });
}

/** The fault of an address where something else answers. */
export function foreign(base: string, { status, cause }: { status?: number; cause?: unknown }): RemoteFault {
  const answered = status === undefined ? 'something else than asked for' : String(status);
  return new RemoteFault(`what answers at ${base} is no Batchwatch of this version: ${answered}`, {
    reason: 'foreign',
    status,
    hint: 'Check --url (or BATCHWATCH_URL); it is where the pages are, without /api/v1. Both sides must be of one version.',
    cause,
  });
}

const NO_TOKEN = 'Put a token of `server.auth.bearer` into BATCHWATCH_TOKEN.';
const UNKNOWN_TOKEN = 'The token in BATCHWATCH_TOKEN is none of `server.auth.bearer`.';
const NO_REASON = 'The answer gives no reason: ask whoever runs what stands before the daemon.';

const problemOfDaemon = problemJson.pick({ title: true, detail: true, errors: true });

function noRight(status: 401 | 403, hint: string): RemoteFault {
  const message = status === 401 ? 'the daemon asks who you are' : 'the daemon does not let you do this';
  return refused(message, { reason: 'refused', status, hint });
}

/** A fault in the words of the answer. */
function refused(message: string, details: ConstructorParameters<typeof RemoteFault>[1]): RemoteFault {
  return new RemoteFault(showUnseen(message), { ...details, hint: showUnseen(details.hint) });
}
