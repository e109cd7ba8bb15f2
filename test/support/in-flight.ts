/** Work outside this process that a test waits for before it moves its clock: questions to a server of databases. */
const inFlight = new Set<Promise<unknown>>();

/** Counts work until it has ended. Returns the same promise. */
export function track<T>(work: Promise<T>): Promise<T> {
  const ended = Promise.allSettled([work]);
  inFlight.add(ended);
  void ended.then(() => inFlight.delete(ended));
  return work;
}

/** Some turns of the event loop in which nothing was in flight: promises, and sockets on loopback that have something to say. */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (inFlight.size === 0) continue;
    await Promise.all(inFlight);
    quiet = -1;
  }
}
