import { missingPrograms } from './programs.ts';

/** Prints the Debian packages that the end-to-end tests miss here, for `.ci/install-programs`. */
process.stdout.write(
  `${[...new Set(missingPrograms().flatMap((program) => program.package ?? []))].join(' ')}\n`,
);
