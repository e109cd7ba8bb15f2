const VISIT = 'visit-';

/** One start of one process. */
export interface Start {
  /** Others may share it. */
  name: string;
  /** A part that no other start has: an heir of the same name must not inherit. */
  id: string;
  /** True of a command that works beside replicas for a short while. */
  isVisit: boolean;
}

/** Names the holder of leases. */
export function holderOf({ name, id, isVisit }: Start): string {
  return `${name}/${isVisit ? VISIT : ''}${id}`;
}

/** Returns the name in a holder, and whether that is a command's. */
export function readHolder(holder: string): Pick<Start, 'name' | 'isVisit'> {
  const end = holder.lastIndexOf('/');
  return { name: holder.slice(0, end), isVisit: holder.slice(end + 1).startsWith(VISIT) };
}
