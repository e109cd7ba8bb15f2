/** Longer than this is a hang. */
const LIMIT_MS = 1_000;

/**
 * Runs `work`, which waits for nothing: the processor's time is all that it takes, and does not depend on what else
 * the machine does.
 * @throws when it took more than a second
 */
export async function withoutHang<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const before = process.threadCpuUsage();
  const result = await work();
  const { user, system } = process.threadCpuUsage(before);
  const took = (user + system) / 1_000;
  if (took > LIMIT_MS) throw new Error(`it hung: ${Math.round(took)} ms`);
  return result;
}
