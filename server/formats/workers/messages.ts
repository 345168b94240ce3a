/** What the pool and its processes send to each other. */

/** To the process: do this job. The next one comes after its end. */
export interface JobMessage {
  readonly job: string;
  readonly input: unknown;
}

/** From the process: how far the job is. */
export type ProgressMessage =
  | { readonly state: 'begun' }
  | { readonly state: 'done'; readonly answer: unknown }
  /** The job threw. */
  | { readonly state: 'failed'; readonly error: Error };
