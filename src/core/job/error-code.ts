/**
 * Why a job is in its state, as a code; empty where nothing says so. A code means something on Failed alone, and
 * `Success`, which the API writes elsewhere, never does (see spec of the API, the fields of a job).
 */
export function errorCodeOf({ state, code }: { state: string; code: string }): string {
  return state === 'Failed' && code !== 'Success' ? code : '';
}
