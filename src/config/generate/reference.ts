import { annotatedSchema, type JsonSchema } from '../schema/json-schema.ts';
import { twinOf } from '../schema/schema-tree.ts';

/** The reference page: every key with its type, its default and its meaning, made from the schema. */
export function referencePage(): string {
  return `${[INTRODUCTION, ...sections('', annotatedSchema())].join('\n\n')}\n`;
}

const INTRODUCTION = `# Configuration reference

Made from the schema by \`npm run generate\`; do not edit by hand.

- An unknown key, a wrong type and a name that refers to nothing are errors. A key at the top that begins with \`x-\` may hold anything.
- Anchors, aliases and merge keys (\`<<: *name\`, \`<<: [*first, *second]\`) work: a key of its own beats a merged one, an earlier mapping of a list a later one.
- \`\${VAR}\` and \`\${VAR:-default}\` in a value are replaced from the environment; a variable that is not set and has no default is an error. The default also stands in for an empty variable. \`$\${\` stands for a literal \`\${\`. Inside \`[ ]\` and \`{ }\` write them in quotes.
- A list may come from one variable, its entries separated by commas. An empty text under a key that may be left out counts as left out.
- Each secret has a twin that names a file with the value in it; give one of the two. One line break at the end is dropped, and more than one line is refused, except for a list, which has one entry a line; \`check\` warns of quotes and of blanks at the ends. The files are followed: a change takes effect within seconds, one that is empty or cannot be read changes nothing.
- All files are read as UTF-8, and a byte order mark is taken off. Another encoding is refused with line and column.
- A schedule restricts the day of the month or the day of the week, never both: crontab comes on either day, other programs only where both meet. For either day write two entries; the first Monday of a month is \`0 2 * * 1#1\`.
- Durations are a whole number and a unit: \`500ms\`, \`30s\`, \`5m\`, \`12h\`, \`90d\`.`;

/** One section for each mapping: its own keys in a table, then the mappings below it. */
function sections(path: string, schema: JsonSchema): readonly string[] {
  const keys = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required);
  const rows = keys.flatMap(([key, child]) => {
    const own = { key, schema: child, isRequired: required.has(key) };
    return child.secret === true ? [row(own), twinRow(key, child)] : [row(own)];
  });
  const title = path === '' ? '## Top level' : `## \`${path}\``;
  const table = ['| key | type | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [
    [title, ...(schema.description === undefined ? [] : [schema.description]), table].join('\n\n'),
    ...keys.flatMap(([key, child]) => below(path === '' ? key : `${path}.${key}`, child)),
  ];
}

function below(path: string, schema: JsonSchema): readonly string[] {
  const describe = (inner: JsonSchema): JsonSchema =>
    schema.description === undefined ? inner : { ...inner, description: schema.description };
  if (schema.properties !== undefined) return sections(path, schema);
  const mapping = schema.anyOf?.find(({ properties }) => properties !== undefined);
  if (mapping !== undefined) return sections(path, describe(mapping));
  if (schema.items?.properties !== undefined) return sections(`${path}[]`, describe(schema.items));
  const { additionalProperties } = schema;
  return typeof additionalProperties === 'object'
    ? sections(`${path}.NAME`, describe(additionalProperties))
    : [];
}

function row(field: { key: string; schema: JsonSchema; isRequired: boolean }): string {
  const { key, schema, isRequired } = field;
  const fallback = isRequired ? 'required' : schema.secret === true ? '' : defaultText(schema.default);
  return `| \`${key}\` | ${cell(typeText(schema))} | ${cell(fallback)} | ${cell(schema.description ?? '')} |`;
}

function twinRow(key: string, { type }: JsonSchema): string {
  const meaning =
    type === 'array'
      ? `File with the entries of \`${key}\`, one a line.`
      : `File with the value of \`${key}\`.`;
  return `| \`${twinOf(key)}\` | path | | ${meaning} |`;
}

function typeText(schema: JsonSchema): string {
  if (schema.secret === true) return `${schema.type === 'array' ? schema.writtenAs : 'text'}, secret`;
  if (schema.writtenAs !== undefined) return schema.writtenAs;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.type === 'object') return 'mapping';
  if (schema.type === 'array') return 'list';
  if (schema.type === 'string') return 'text';
  return `${schema.type === 'integer' ? 'whole number' : (schema.type ?? '')}${bounds(schema)}`;
}

function bounds({ minimum, maximum, type }: JsonSchema): string {
  return type === 'integer' ? `, ${String(minimum)} to ${String(maximum)}` : '';
}

function defaultText(value: unknown): string {
  if (value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0))
    return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
