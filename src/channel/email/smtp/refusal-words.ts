import type { DeliveryHint } from '../../../core/delivery-hint.ts';

/**
 * The subject of a refusal. `mailbox`: it is full, or busy, and its owner must act. `us`: the client, its name, its
 * login, the sender, a relay, or a rule of the server.
 */
export type RefusalSubject = 'recipient' | 'message' | 'mailbox' | 'rate' | 'us';

interface Wording {
  subject: RefusalSubject;
  /** Absent where the words themselves say all that is known. */
  hint?: DeliveryHint;
  pattern: RegExp;
}

/**
 * The words by which mail servers say so, in order of weight: the first that is found decides. Those that blame us stand
 * before those of the recipient, for "user unknown" with "relay denied" beside it proves nothing.
 */
const WORDINGS: readonly Wording[] = [
  {
    subject: 'rate',
    hint: 'rate-limited',
    pattern:
      /\brate.{0,30}\b(?:over)?(?:limit|exceed|too high)|(?:exceed|over|limit|reach)\w{0,9}.{0,30}\b(?:sending|message|mail|connection|hourly|daily)s? (?:rate|limit|frequency)|\b(?:hourly|daily|sending|messages?|connections?)[ -]?(?:rate )?limit|ratelimit|at a rate that|throttl|slow down|too (?:many(?! hops)|much mail|fast|frequent|quickly)|frequency.{0,20}(?:limit|exceed)|unusual (?:rate|sending)|频率|过于频繁|(?:发送|发信|投递).{0,8}(?:上限|限额|限制|过快|太快|过多|太多)/i,
  },
  {
    subject: 'us',
    hint: 'greylisted',
    pattern: /gr[ea]y-?list|postgrey|灰名单/i,
  },
  {
    subject: 'us',
    pattern:
      /\b(?:try|come back|retry|deferred|delayed)\b.{0,20}\b(?:again|later|in \d)|\bplease retry\b|temporar|verification in progress|unverified address|稍后|暂时|重试/i,
  },
  {
    subject: 'us',
    hint: 'relay-denied',
    pattern: /\brelay(?:s|ed|ing)?\b|rcpthosts|mailing to remote domains|中继/i,
  },
  {
    subject: 'us',
    hint: 'check-sender',
    pattern:
      /\bsenders?\b|\bmail ?from\b|\bfrom (?:address|header|domain)|\benvelope from\b|return[- ]path|not owned by|\bsend ?as\b|on behalf|spoof|\bspf\b|\bdkim\b|\bdmarc\b|not verified|发件人|发信/i,
  },
  {
    subject: 'us',
    hint: 'check-login',
    pattern:
      /\bauth(?:enticat\w+|oriz\w+|oris\w+)?\b|unauthori[sz]ed|\blog ?(?:in|on)\b|password|credential|授权|登录/i,
  },
  {
    subject: 'us',
    hint: 'check-tls',
    pattern: /\bstarttls\b|\btls\b|\bencrypt/i,
  },
  {
    subject: 'us',
    hint: 'blocked',
    pattern:
      /\b(?:helo|ehlo|client|ptr|rdns|reverse dns|hostname|ips?|connection)\b|block(?:ed|ing|list)?\b|block list|black-?list|deny-?list|\blisted\b|\b[dr]n?s?bls?\b|spam|\bspm\b|\bpolic(?:y|ies)\b|reputation|denied|not permitted|permission|prohibit|banned|suspicious|suspected|virus|malware|traffic|service (?:is )?(?:currently )?(?:unavailable|not available)|not (?:allowed|able) to (?:send|submit)|拒绝|垃圾|黑名单|禁止/i,
  },
  {
    subject: 'mailbox',
    hint: 'mailbox-full',
    pattern:
      /quota|(?:mailbox|inbox|account|user)\b.{0,20}\bfull\b|(?:exceed|over)\w{0,9}.{0,30}\b(?:storage|allocation|mailbox)|insufficient storage|out of storage|(?:mailbox|inbox).{0,30}size.{0,10}(?:limit|exceed)|邮箱已满|容量/i,
  },
  {
    subject: 'message',
    hint: 'too-large',
    pattern:
      /\b(?:message|mail|letter|attachment|file|content)\b.{0,40}\btoo (?:large|big|long)\b|\btoo (?:large|big) (?:message|mail)|\bmessage (?:size|length)\b.{0,40}(?:exceed|limit|too)|exceed\w{0,9}.{0,40}\b(?:message|mail) (?:size|length)|size (?:limit )?exceed|邮件(?:过大|太大)/i,
  },
  {
    subject: 'recipient',
    hint: 'unknown-recipient',
    pattern:
      /\b(?:user|account|mailbox|recipient|addressee|inbox|person|e-?mail address|address)\b(?: \S+){0,8}? (?:(?:is |are )?unknown|(?:is |was |could )?not (?:be )?found|does ?n[o'’]?t exist|do(?:es)? not exist|not exist|(?:is )?non-?existent|no longer exists?)\b|\b(?:unknown|no such|non-?existent) (?:local )?(?:user|account|mailbox|recipient|addressee|person|address)\b|\bno mailbox (?:here )?(?:by|with|for|of)\b|\bdoes(?:n[’']t| not) have an?\b.{0,40}\baccount\b|\b(?:mailbox|recipient|inbox)\b.{0,12}\b(?:disabled|deactivated|inactive|deleted)\b|(?:用户|收件人|邮箱|账号|帐号|地址)不存在|无此(?:用户|邮箱)/i,
  },
];

/** Returns the subject of these words, as `readReply` gives them; undefined when they leave a doubt. */
export function refusalSubject(words: string): { subject: RefusalSubject; hint?: DeliveryHint } | undefined {
  return WORDINGS.find(({ pattern }) => pattern.test(words));
}
