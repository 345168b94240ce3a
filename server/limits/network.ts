/** Which network somebody comes from, by the address that a socket or a trusted proxy gives. */
import ipaddr from 'ipaddr.js';

/** What everybody comes from whose address is none: nobody gets a limit of their own by a name that a proxy makes up. */
const UNKNOWN = 'unknown';

/** Of an IPv6 address this many bits are the network; the others are its owner's to choose. */
const IPV6_NETWORK_BITS = 64;

/**
 * The network that an address belongs to: an IPv4 address by itself, of an IPv6 address its /64. The address may have a port,
 * brackets, quotes or a zone, and an IPv4 address may be written as IPv6 (RFC 4291, 2.5.5). `unknown` where it is none.
 */
export function networkOf(address: string): string {
  const read = readAddress(address);
  if (read === null) return UNKNOWN;
  if (read instanceof ipaddr.IPv4) return read.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${read.toString()}/${IPV6_NETWORK_BITS}`);
  return `${network.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/${IPV6_NETWORK_BITS}`;
}

/** Whether an address is of this machine itself. */
export function isLoopback(address: string): boolean {
  return readAddress(address)?.range() === 'loopback';
}

/** Null where it is no address. */
function readAddress(written: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = withoutPort(written.trim().replace(/^"(.*)"$/, '$1')).replace(/%.*$/, '');
  // Not whatever the library takes for IPv4: it reads `0313.0.0.1` and `1` too, as C does.
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare) : null;
}

/** What is before a port: `[2001:db8::1]:80` and `192.0.2.1:80` have one; an IPv6 address without brackets can't. */
function withoutPort(written: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\w*)?$/.exec(written) ?? [];
  if (bracketed !== undefined) return bracketed;
  return written.replace(/^([\d.]+):\w*$/, '$1');
}
