/** An error that the simulated service answers. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export function invalidArgument(parameter: string): Refusal {
  return { status: 400, code: 'InvalidArgument', message: `bad parameter ${parameter}` };
}
