/** Writes structs and deletions as an update of Yjs's first format. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** What an update holds, decoded and not applied: its structs, and its deletions (`ds`). */
export type Changes = ReturnType<typeof Y.decodeUpdate>;
/** A run of clocks of one client: an item, or what is left of one. */
export type Struct = Changes['structs'][number];
/** Ranges of clocks by client. */
export type Deletions = Changes['ds'];

/** The structs of each client, in the order in which they are given. */
export function byClient(structs: readonly Struct[]): Map<number, Struct[]> {
  const parts = new Map<number, Struct[]>();
  for (const struct of structs) {
    const part = parts.get(struct.id.client);
    if (part) part.push(struct);
    else parts.set(struct.id.client, [struct]);
  }
  return parts;
}

/** The update as Yjs writes it, the highest client id first. What of a client's first struct is before `from` is left out. */
export function encodeUpdate(
  structs: readonly Struct[],
  deletions: Deletions,
  from: (client: number) => number = () => 0,
): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  const parts = [...byClient(structs)].toSorted(([one], [other]) => other - one);
  encoding.writeVarUint(restEncoder, parts.length);
  for (const [client, part] of parts) {
    const begin = part[0]?.id.clock ?? 0;
    let offset = Math.max(0, from(client) - begin);
    encoding.writeVarUint(restEncoder, part.length);
    encoder.writeClient(client);
    encoding.writeVarUint(restEncoder, begin + offset);
    for (const struct of part) {
      struct.write(encoder, offset);
      offset = 0;
    }
  }
  encodeDeletions(restEncoder, deletions);
  return encoder.toUint8Array();
}

function encodeDeletions(encoder: encoding.Encoder, { clients }: Deletions): void {
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, ranges] of clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
}
