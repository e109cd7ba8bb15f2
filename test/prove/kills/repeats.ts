import type { CapturedMail } from '../../support/mail/smtp-sink.ts';
import type { Life } from './life.ts';

/**
 * Counts the mails that a recipient got again with the same Message-ID, and judges each: a kill may cause one,
 * of the mail that the server had and that was not recorded yet. Mails are sent and recorded one after the
 * other, so the first n of a life are those that it said it had recorded.
 * @returns `fault` names the first that is not allowed.
 */
export function judgeRepeats(
  mails: readonly CapturedMail[],
  lives: readonly Life[],
): { repeats: number; fault: string | undefined } {
  const lastCopy = new Map<string, number>();
  const blamed = new Set<Life>();
  const faults: string[] = [];
  let repeats = 0;
  for (const [index, { to, messageId }] of mails.entries()) {
    const copy = `${to.join()} ${messageId}`;
    const earlier = lastCopy.get(copy);
    lastCopy.set(copy, index);
    if (earlier === undefined) continue;
    repeats += 1;
    const life = lives.findLast(({ mailsBefore }) => mailsBefore <= earlier);
    const fault = life === undefined ? 'before any start' : faultOf({ life, earlier, index, blamed });
    if (fault !== undefined) faults.push(`${copy} repeated, ${fault} (killed ${life?.point.name ?? ''})`);
    if (life !== undefined) blamed.add(life);
  }
  return { repeats, fault: faults[0] };
}

function faultOf(repeat: {
  /** That sent the earlier copy. */
  life: Life;
  earlier: number;
  index: number;
  blamed: ReadonlySet<Life>;
}): string | undefined {
  const { life, earlier, blamed } = repeat;
  if (!life.isKilled) return 'without a kill';
  if (earlier - life.mailsBefore < life.recorded) return 'although recorded';
  if (life.point.delivery === 'not accepted yet' || life.point.delivery === 'recorded')
    return 'by a kill at a point where no mail is between its acceptance and its record';
  if (blamed.has(life)) return 'the second of one kill';
  return undefined;
}
