import { hintText } from '../../../core/delivery/delivery-hints.ts';
import type { Language } from '../../../core/message/message.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { createChannels } from '../../../app/parts.ts';
import type { Failure, Verdict } from '../../../outbox/channel.ts';
import { visitStore } from '../../../store/sqlite/open.ts';
import { StoreFault } from '../../../store/sqlite/store-fault.ts';
import type { Store } from '../../../store/sqlite/store.ts';
import type { Platform } from '../../../platform/platform.ts';
import { MINUTE } from '../../../platform/time.ts';
import type { ProbeResult, SmtpProbeResult } from './check.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** Logs in to the mail server and asks for every configured address once, as far as RCPT TO. Sends no mail. */
export async function probeSmtp(
  config: Config,
  { terminal, platform }: { terminal: Terminal; platform: Platform },
): Promise<SmtpProbeResult> {
  const { language, receivers } = config;
  const store = storeOfTokens(config, terminal);
  try {
    const [channel] = createChannels(config, platform, store);
    if (channel === undefined) {
      return { ok: true, detail: cliWords(language).check.noMailServer, recipients: [] };
    }
    const addresses = new Set(receivers.flatMap(({ email }) => email.to));
    const { recipients, ...verdict } = await channel.verify(AbortSignal.timeout(MINUTE), [...addresses]);
    return {
      ...(verdict.outcome === 'delivered'
        ? { ok: true, detail: verdict.response }
        : { ok: false, detail: `${verdict.reason}: ${verdict.response}`, hint: textOf(verdict, language) }),
      recipients: recipients.map((asked) => ({
        recipient: asked.recipient,
        ...toResult(asked.verdict, language),
      })),
    };
  } finally {
    await store?.close();
  }
}

/** Where the newest refresh token is, if the daemon got one: many providers take the configured one only once. */
function storeOfTokens({ smtp, storage }: Config, { clock }: Terminal): Store | undefined {
  if (smtp?.oauth2?.refreshToken === undefined) return undefined;
  try {
    return visitStore({ path: storage.path, clock });
  } catch (error) {
    if (error instanceof StoreFault) return undefined;
    throw error;
  }
}

/** What the server said of one address. That it lets new senders wait is no fault. */
function toResult(verdict: Verdict, language: Language): ProbeResult {
  const words = cliWords(language).check.recipient;
  if (verdict.outcome === 'delivered') return { ok: true, detail: words.taken(verdict.response) };
  const standing = standingOf(verdict);
  return {
    ok: standing === 'later',
    detail: words[standing](verdict.response),
    hint: textOf(verdict, language),
  };
}

function standingOf({
  outcome,
  concern,
  hint,
}: Failure): 'refused' | 'later' | 'notNow' | 'notByAddress' | 'unsure' {
  if (outcome === 'permanent') return 'refused';
  if (hint === 'greylisted') return 'later';
  switch (concern) {
    case 'recipient':
      return 'notNow';
    case 'us':
    case 'channel':
      return 'notByAddress';
    case 'message':
    case 'unsure':
    case 'delay':
    case 'unanswered':
      return 'unsure';
  }
}

function textOf({ hint }: Failure, language: Language): string | undefined {
  return hint && hintText(hint, language);
}
