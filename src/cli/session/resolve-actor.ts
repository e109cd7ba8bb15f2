import { oneLine } from '../../platform/text/one-line.ts';
import { askLine } from '../terminal/ask-line.ts';
import type { Actor } from '../../core/incident/evaluate/operate.ts';
import type { Session } from './session.ts';

/** An author and a comment, as they were typed. */
export interface ActorOptions {
  author?: string | undefined;
  comment?: string | undefined;
}

/**
 * Returns both as they are kept, each on one line. The author is by default the user of the system. Where several people
 * share that user, the person at the keyboard is asked. `undefined` when that person gives no answer.
 */
export async function resolveActor(
  { author, comment }: ActorOptions,
  session: Speaking,
): Promise<Actor | undefined> {
  const by = oneLine(author ?? '') || (await nameOfUser(session));
  return by === undefined ? undefined : { by, comment: oneLine(comment ?? '') };
}

type Speaking = Pick<Session, 'terminal' | 'words'>;

async function nameOfUser({ terminal, words }: Speaking): Promise<string | undefined> {
  const { env } = terminal;
  // Behind `sudo`, the user is root and says nothing of who it is.
  const names = [env['SUDO_USER'], env['USER'], env['LOGNAME'], terminal.user].map((name) =>
    oneLine(name ?? ''),
  );
  const user =
    names.find((name) => name !== '' && !SHARED.has(name)) ?? names.find((name) => name !== '') ?? '';
  const isPerson = user !== '' && !SHARED.has(user);
  if (isPerson || terminal.input().isTTY !== true) return user || 'unknown';
  const answer = await askLine(words.author.ask(user), { terminal, isHidden: false });
  return answer === undefined ? undefined : oneLine(answer) || user || 'unknown';
}

/** Users of machines and containers, which several people share. */
const SHARED: ReadonlySet<string> = new Set(['root', 'node', 'nobody', 'batchwatch']);
