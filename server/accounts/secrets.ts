/** Secrets as they are kept: hashed, so that who reads the store can't use them. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hex. Enough without salt, since our secrets are 256 random bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether two hashes are the same, in a time that tells nothing. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What a hashed secret is called in addresses and lists: enough to tell it from others, too little to be its hash. */
export function handleOf(hash: string): string {
  return hash.slice(0, 16);
}
