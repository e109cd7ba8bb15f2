import { spawnSync } from 'node:child_process';

/** The program that runs containers here: `CONTAINER_TOOL`, else podman or docker; undefined when none of them works. */
export function findContainerEngine(): string | undefined {
  const given = process.env['CONTAINER_TOOL'];
  const programs = given === undefined ? ['podman', 'docker'] : [given];
  return programs.find((program) => spawnSync(program, ['version']).status === 0);
}
