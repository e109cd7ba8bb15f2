import { TestClock } from '../test-clock.ts';
import { startStandIn, type VendorRules } from './stand-in.ts';

/** Posts bodies to a stand-in, each so many milliseconds after the former, and returns the answers. */
export async function postTo(
  { rules, path, headers = {} }: { rules: VendorRules; path: string; headers?: Record<string, string> },
  ...posts: readonly { after?: number; body: unknown }[]
): Promise<string[]> {
  const clock = new TestClock();
  await using server = await startStandIn(rules, clock);
  const answers: string[] = [];
  for (const { after = 0, body } of posts) {
    await clock.advance(after);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: text });
    answers.push(`${answer.status} ${await answer.text()}`);
  }
  return answers;
}
