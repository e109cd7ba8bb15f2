import { nameMeant } from '../../../platform/text/name-meant.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import { type RemoteBackend, remoteBackend } from '../../backend/remote/remote-backend.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { cliWords } from '../../locale/cli-words.ts';
import { findIncident } from '../../session/find-incident.ts';
import { resolveActor } from '../../session/resolve-actor.ts';
import { nameHint, resolveName, unknownName } from '../../session/resolve-name.ts';
import { refuse, type Session } from '../../session/session.ts';
import type { TestNotificationOptions } from './test-notification.ts';
import { isTaken, testVerdicts } from './test-verdicts.ts';

/**
 * `batchwatch test-notification --url`: lets a daemon send a test, and shows what became of it, by destination.
 * @returns 1 unless every destination took its copy. @throws RemoteFault
 */
export async function testByDaemon(
  { url, ...options }: TestNotificationOptions & { url: string },
  terminal: Terminal,
): Promise<number> {
  const backend = await remoteBackend(url, terminal);
  const { language, receivers } = backend;
  const session = { terminal, backend, words: cliWords(language) };
  const receiver = await resolveName(options.receiver, receivers.names);
  if (receiver?.isKnown === false)
    return refuse(session, unknownName('receiver', receiver, session.words.names));
  const { name = options.receiver } = receiver ?? {};
  const channel = await channelMeant(name, options.channel, session);
  if (channel !== undefined && 'exitCode' in channel) return channel.exitCode;
  const incident = options.incident === undefined ? undefined : await findIncident(session, options.incident);
  if (incident !== undefined && 'exitCode' in incident) return incident.exitCode;
  const actor = await resolveActor({ author: options.author }, session);
  if (actor === undefined) return EXIT.failed;
  const wish = { receiver: name, channel: channel?.name, incident: incident?.id, by: actor.by };
  const entries = await receivers.test(wish);
  if (typeof entries === 'string')
    return refuse(session, session.words.testNotification.refused[entries](incident?.id ?? ''));
  terminal.out(await testVerdicts(entries, { language, lastFailure: failureBy(backend) }));
  return isTaken(entries) ? EXIT.done : EXIT.failed;
}

/** Finds the channel of a receiver that was typed. Without one it prints the reason, and returns the exit code. */
async function channelMeant(
  receiver: string,
  typed: string | undefined,
  session: Session,
): Promise<{ name: string } | { exitCode: number } | undefined> {
  if (typed === undefined) return undefined;
  const views = await session.backend.receivers.list();
  const destinations = views.find(({ name }) => name === receiver)?.destinations ?? [];
  const channels = [...new Set(destinations.map(({ channel }) => channel))];
  const name = nameMeant(typed, channels);
  if (name !== undefined) return { name };
  const { testNotification: words, names } = session.words;
  const unknown = words.noChannel(receiver, showUnseen(typed)) + nameHint(typed, channels, names);
  return { exitCode: refuse(session, unknown) };
}

/** Looks up what the daemon knows of the last failure at a destination. */
function failureBy({ receivers }: RemoteBackend): Parameters<typeof testVerdicts>[1]['lastFailure'] {
  return async ({ channel, recipient }) => {
    const all = (await receivers.list()).flatMap(({ destinations }) => destinations);
    return all.find((one) => one.channel === channel && one.recipient === recipient)?.lastFailure;
  };
}
