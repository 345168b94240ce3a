/** Where a request came from, as it is kept with the session that it opens. */
import type { Request } from 'express';
import type { Origin } from '../accounts/sign-in.ts';
import { networkOf } from '../limits/limits.ts';

export function cameFrom(request: Request): Origin {
  return { agent: request.headers['user-agent'] ?? '', network: networkOf(request.ip ?? '') };
}
