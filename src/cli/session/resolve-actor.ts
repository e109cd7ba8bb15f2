import { oneLine } from '../../platform/text/one-line.ts';
import { askLine } from '../terminal/ask-line.ts';
import type { Actor } from '../../core/incident/evaluate/operate.ts';
import type { Terminal } from '../../platform/terminal.ts';
import type { CliWords } from '../locale/en.ts';

/** Who does something, and what they say to it. */
export interface ActorOptions {
  author?: string | undefined;
  comment?: string | undefined;
}

/**
 * Both as they are kept, each on one line. The author is by default the user of the system; where several people share
 * that user, who sits at the keyboard is asked. `undefined` when they gave no answer.
 */
export async function resolveActor(
  { author, comment }: ActorOptions,
  terminal: Pick<Terminal, 'env' | 'user' | 'input' | 'err'>,
  words: CliWords['author'],
): Promise<Actor | undefined> {
  const by = oneLine(author ?? '') || (await nameOfUser(terminal, words));
  return by === undefined ? undefined : { by, comment: oneLine(comment ?? '') };
}

async function nameOfUser(
  terminal: Pick<Terminal, 'env' | 'user' | 'input' | 'err'>,
  words: CliWords['author'],
): Promise<string | undefined> {
  const { env } = terminal;
  // Behind `sudo`, the user is root and says nothing of who it is.
  const names = [env['SUDO_USER'], env['USER'], env['LOGNAME'], terminal.user].map((name) =>
    oneLine(name ?? ''),
  );
  const user =
    names.find((name) => name !== '' && !SHARED.has(name)) ?? names.find((name) => name !== '') ?? '';
  const isPerson = user !== '' && !SHARED.has(user);
  if (isPerson || terminal.input().isTTY !== true) return user || 'unknown';
  const answer = await askLine(words.ask(user), { terminal, isHidden: false });
  return answer === undefined ? undefined : oneLine(answer) || user || 'unknown';
}

/** Users of machines and containers, behind whom anybody may be. */
const SHARED: ReadonlySet<string> = new Set(['root', 'node', 'nobody', 'batchwatch']);
