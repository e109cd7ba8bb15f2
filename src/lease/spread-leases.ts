/**
 * Says which replica should hold each name. The answer depends on the names and the replicas alone, so that all replicas
 * agree. No replica gets more than one name more than another. When a replica comes or goes, few other names move:
 * each goes to the replica that ranks it highest and has room (rendezvous hashing).
 */
export function spreadLeases(
  names: Iterable<string>,
  replicas: readonly string[],
): ReadonlyMap<string, string> {
  const ordered = [...names].toSorted();
  const room = new Map<string, number>();
  const least = Math.floor(ordered.length / replicas.length);
  let extra = ordered.length - least * replicas.length;
  const spread = new Map<string, string>();
  for (const name of ordered) {
    const ranked = replicas.toSorted((a, b) => rank(name, b) - rank(name, a) || (a < b ? -1 : 1));
    const holder = ranked.find((replica) => {
      const held = room.get(replica) ?? 0;
      return held < least || (held === least && extra > 0);
    });
    if (holder === undefined) continue;
    const held = room.get(holder) ?? 0;
    if (held === least) extra -= 1;
    room.set(holder, held + 1);
    spread.set(name, holder);
  }
  return spread;
}

/** A number that looks like chance, and is the same on every machine (FNV-1a, then mixed by MurmurHash3's finalizer). */
function rank(name: string, replica: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${replica}\n${name}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
