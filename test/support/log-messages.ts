import { readdirSync, readFileSync } from 'node:fs';
import { parseSync, Visitor, type ESTree } from 'rolldown/utils';

const SOURCE = new URL('../../src/', import.meta.url);
const LEVELS: readonly unknown[] = ['info', 'warn', 'error', 'fatal'];
/** Says what others hand to it. */
const RELAY = 'platform/log.ts';

/**
 * The messages that the program can log at level info or above, as they stand in the source: a variable part is `…`.
 * @throws for a call whose message is not a literal, for then it could not be told.
 */
export function logMessages(): readonly { message: string; place: string }[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== RELAY)
    .flatMap((file) => messagesOf(file, readFileSync(new URL(file, SOURCE), 'utf8')));
}

export function messagesOf(place: string, source: string): { message: string; place: string }[] {
  const found: { message: string; place: string }[] = [];
  const visitor = new Visitor({
    CallExpression(call) {
      const message = messageOfCall(call);
      if (message === undefined) return;
      const texts = literals(message);
      if (texts === undefined) {
        throw new Error(
          `${place}: a log message that is not a literal: ${source.slice(call.start, call.end)}`,
        );
      }
      for (const text of texts) found.push({ message: text, place });
    },
  });
  visitor.visit(parseSync(place, source).program);
  return found;
}

/** The message of `….log.LEVEL(fields, message)` or of a FailureLog's `failed({ message })`; undefined for other calls. */
function messageOfCall({ callee, arguments: given }: ESTree.CallExpression): ESTree.Node | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  const owner = nameOf(callee.object);
  if (owner === 'log') return isLogged(callee) ? given.at(-1) : undefined;
  const method = nameOf(callee.property);
  const [report] = given;
  if (owner !== 'failures' || (method !== 'failed' && method !== 'recovered')) return undefined;
  if (report?.type !== 'ObjectExpression') return report;
  const property = report.properties.find(
    (each) => each.type === 'Property' && nameOf(each.key) === 'message',
  );
  return property?.type === 'Property' ? property.value : report;
}

/** Returns true when the method may be one of the levels: `log.info`, `log[x ? 'debug' : 'info']`. `log[x]` is unknown. */
function isLogged({ property, computed }: ESTree.MemberExpression): boolean {
  if (!computed) return LEVELS.includes(nameOf(property));
  return literals(property)?.some((level) => LEVELS.includes(level)) ?? true;
}

/** The last name of `x`, `this.#x`, `a.b.x`. */
function nameOf(node: ESTree.Node): string | undefined {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name;
  return node.type === 'MemberExpression' ? nameOf(node.property) : undefined;
}

/** Every text that the expression may be; undefined when it may be others. */
function literals(node: ESTree.Node): string[] | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node.type === 'TemplateLiteral') return [node.quasis.map(({ value }) => value.cooked).join('…')];
  if (node.type !== 'ConditionalExpression') return undefined;
  const [either, or] = [literals(node.consequent), literals(node.alternate)];
  return either === undefined || or === undefined ? undefined : [...either, ...or];
}
