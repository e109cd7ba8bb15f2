/** The meaning of an error code and the first thing to do, in the language of the message. */
export interface CodeAdvice {
  code: string;
  means: string;
  /** Empty where nothing can be advised. */
  action: string;
  /** Of the table or the configuration, never of a job. */
  link?: string;
}
