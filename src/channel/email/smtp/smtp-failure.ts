/** The progress of an SMTP session: `transaction` begins with MAIL FROM. */
export type SmtpPhase = 'connect' | 'login' | 'transaction';

/** Why an SMTP session did not do what it was opened for; plain data, made from nodemailer's error. */
export interface SmtpFailure {
  phase: SmtpPhase;
  /** nodemailer's code (`ETIMEDOUT`, `ETLS`, `EENVELOPE`, …), or `DEADLINE`, `ABORTED`, `NOLOGIN`, `NOSMTPUTF8` of our own. */
  code: string;
  /** Of the system or of TLS below it (`ECONNREFUSED`, `CERT_HAS_EXPIRED`); empty when there is none. */
  systemCode: string;
  /** The command that was answered: `MAIL FROM`, `RCPT TO`, `DATA`, `AUTH PLAIN`, …; empty when unknown. */
  command: string;
  /** The three digits of the server's reply; 0 when the server said nothing. */
  replyCode: number;
  /** The server's reply where there is one, else the error's own text. Not yet cleaned. */
  text: string;
}

/** Reads a failure off whatever nodemailer handed over. */
export function toSmtpFailure(error: unknown, phase: SmtpPhase): SmtpFailure {
  const fields = new Map<string, unknown>(error instanceof Error ? Object.entries(error) : []);
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  const message = error instanceof Error ? error.message : String(error);
  const replyCode = fields.get('responseCode');
  return {
    phase,
    code: text('code'),
    systemCode: text('originalCode'),
    command: text('command'),
    replyCode: typeof replyCode === 'number' ? replyCode : 0,
    text: text('response') || `${plainWords(message) || text('code')}${PLACES[phase]}`,
  };
}

const PLACES: Readonly<Record<SmtpPhase, string>> = {
  connect: ', while connecting',
  login: ', while logging in',
  transaction: ', while handing over the mail',
};

/** OpenSSL wraps its words in a thread's address and a source file; only the words are for people. */
function plainWords(message: string): string {
  return message.replace(/^[0-9A-F]+:error:[0-9A-F]+:([^:]+):[^:]*:([^:]+):.*$/su, '$1: $2');
}
