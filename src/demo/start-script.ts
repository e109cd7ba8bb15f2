import { DEMO_ACCOUNT } from './demo-config.ts';
import type { DemoContext } from './demo-context.ts';
import { listenFault } from './listen/demo-fault.ts';
import type { ListenAddress } from './listen/listen-address.ts';
import { perform, play, type Stage } from './script/play.ts';
import type { Actor } from './narrator.ts';
import type { Script } from './script/script.ts';
import type { Step } from './script/step.ts';
import { startSimulatedCloud, type SimulatedCloud } from './simulator/simulated-cloud.ts';

/** Starts the simulated service with the jobs that are there before the script begins. @throws DemoFault */
export async function startCloud(
  { listen, script }: { listen: ListenAddress; script: Script },
  { terminal, cleanups }: Pick<DemoContext, 'terminal' | 'cleanups'>,
): Promise<SimulatedCloud> {
  const { clock } = terminal;
  const cloud = await startSimulatedCloud({ ...DEMO_ACCOUNT, ...listen, clock }).catch((error: unknown) => {
    throw listenFault('simulated service', error);
  });
  cleanups.add('simulated service', async () => cloud[Symbol.asyncDispose]());
  for (const act of script.before) perform(act, { cloud, clock });
  return cloud;
}

/** Plays the script from its beginning until its cleanup ends it. */
export function startScript(
  stage: Omit<Stage, 'say'>,
  script: Script,
  { narrator, cleanups, onBug }: Pick<DemoContext, 'narrator' | 'cleanups' | 'onBug'>,
): void {
  const stopping = new AbortController();
  const say: Stage['say'] = (step) => narrator.narrate({ actor: actorOf(step), text: step.say });
  const playing = play(script.scenes, { ...stage, say }, stopping.signal).catch(onBug);
  cleanups.add('script', async () => {
    stopping.abort(new Error('stopping'));
    await playing;
  });
}

function actorOf({ acts: [act] }: Step): Actor {
  if (act === undefined) return 'demo';
  return act.kind === 'mail server' ? 'mailbox' : 'tencent';
}
