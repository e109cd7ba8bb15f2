import { findAmbient } from './find-ambient.ts';
import { arrowsBetween, filesByFolder, isWithin, mutualFolders } from './import-graph.ts';
import type { Source } from './read-sources.ts';
import type { Rules } from './rules.ts';

/** What breaks a rule, and how: an import, a file, a pair of folders. */
export type Violation = { where: string; problem: string };

/** Checks the files of `src/` and `test/`. An exception that nothing needs is a violation, too. */
export function findViolations(sources: Source[], rules: Rules): Violation[] {
  const program = sources.filter(({ path }) => isWithin(path, 'src'));
  const found = [
    ...program.flatMap((source) => [...importProblems(source, rules), ...ambientProblems(source, rules)]),
    ...mutualFolders(arrowsBetween(program)).map(({ from, to }) =>
      violation(`${from} ↔ ${to}`, 'import each other'),
    ),
    ...sources.flatMap((source) => shapeProblems(source, rules)),
    ...crowdedFolders(sources, rules),
    ...lonelyTests(sources, rules),
  ];
  const needed = new Set(found.map(({ where }) => where));
  return [
    ...found.filter(({ where }) => !(where in rules.exceptions)),
    ...Object.keys(rules.exceptions)
      .filter((where) => !needed.has(where))
      .map((where) => violation(where, 'needs no exception any more')),
  ];
}

function violation(where: string, problem: string): Violation {
  return { where, problem };
}

function importProblems({ path, imports }: Source, { rooms, apart }: Rules): Violation[] {
  const names = Object.keys(rooms);
  const name = roomOf(inSrc(path), names);
  const room = rooms[name ?? ''];
  if (name === undefined || !room) return [violation(path, 'is in no room of the table')];
  const above = names.slice(0, names.indexOf(name));
  const mayImport = (target: string): boolean => {
    if (!isWithin(target, 'src')) return room.packages.some((allowed) => isPackage(target, allowed));
    const file = inSrc(target);
    const targetRoom = roomOf(file, names) ?? '';
    if (targetRoom === name) return !apart.includes(name) || isOneFolder(inSrc(path), file, name);
    return above.includes(targetRoom) && room.imports.some((allowed) => isWithin(file, allowed));
  };
  return imports
    .filter((target) => !mayImport(target))
    .map((target) => violation(`${path} → ${target}`, `is an import that ${name} may not make`));
}

/** The longest room that contains a file or folder. */
function roomOf(path: string, rooms: string[]): string | undefined {
  return rooms.filter((room) => isWithin(path, room)).toSorted((a, b) => b.length - a.length)[0];
}

/** Says whether both stand in one folder of the room, or the first beside its folders. */
function isOneFolder(from: string, to: string, room: string): boolean {
  const [folder = '', ...rest] = from.slice(room.length + 1).split('/');
  return rest.length === 0 || isWithin(to, `${room}/${folder}`);
}

function inSrc(path: string): string {
  return path.slice('src/'.length);
}

/** `node:` is all of Node's modules; a package includes what it exports below its name. */
function isPackage(specifier: string, allowed: string): boolean {
  return allowed === 'node:' ? specifier.startsWith('node:') : isWithin(specifier, allowed);
}

function ambientProblems(source: Source, { ambient, pure, impure }: Rules): Violation[] {
  const found = findAmbient(source);
  const file = inSrc(source.path);
  const isIn = (folders: string[]): boolean => folders.some((folder) => isWithin(file, folder));
  return [...Object.keys(ambient).filter((name) => !isIn(ambient[name] ?? [])), ...(isIn(pure) ? impure : [])]
    .filter((name) => found.has(name))
    .map((name) => violation(source.path, `uses ${name}`));
}

function shapeProblems({ path, program }: Source, { names }: Rules): Violation[] {
  const words = path.split(/[-./]/);
  const exports = program.body.filter(({ type }) => type !== 'ImportDeclaration');
  const isBarrel =
    exports.length > 0 &&
    exports.every((node) => 'exportKind' in node && !('declaration' in node && node.declaration));
  return [
    ...names.filter((name) => words.includes(name)).map((name) => violation(path, `is named ${name}`)),
    ...(isBarrel ? [violation(path, 'only exports what other files hold')] : []),
  ];
}

function crowdedFolders(sources: Source[], { mostFiles }: Rules): Violation[] {
  return [...filesByFolder(sources)]
    .filter(([, files]) => files.length > mostFiles)
    .map(([folder, files]) => violation(folder, `holds ${files.length} files beside each other`));
}

/** Tests stand in the folder of what they test. */
function lonelyTests(sources: Source[], { testFolders }: Rules): Violation[] {
  const folders = [...filesByFolder(sources).keys()];
  return folders
    .filter((folder) => /^test\/(unit|integration|e2e)\//.test(folder))
    .filter((folder) => {
      const original = folder.split('/').slice(2).join('/');
      return !testFolders.includes(original) && !folders.some((other) => isWithin(other, `src/${original}`));
    })
    .map((folder) => violation(folder, 'mirrors no folder of src'));
}
