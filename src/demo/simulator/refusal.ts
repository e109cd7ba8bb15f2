/** An error that the simulated service answers. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

export function invalidArgument(parameter: string): Refusal {
  return { status: 400, code: 'InvalidArgument', message: `bad parameter ${parameter}` };
}
