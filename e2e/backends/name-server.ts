import { createSocket, type Socket } from 'node:dgram';

const typeA = 1;
const noSuchName = 3;

/** A name server on loopback that knows the names of a run, and no others. */
export class NameServer {
  private readonly addresses = new Map<string, readonly string[]>();
  private socket: Promise<Socket> | undefined;

  async point(name: string, addresses: readonly string[]): Promise<void> {
    this.addresses.set(name, addresses);
    this.socket ??= this.listen();
    await this.socket;
  }

  private listen(): Promise<Socket> {
    const socket = createSocket('udp4');
    socket.on('message', (query, from) => socket.send(this.answer(query), from.port, from.address));
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(53, '127.0.0.1', () => resolve(socket));
    });
  }

  /** Source: https://www.rfc-editor.org/rfc/rfc1035#section-4 */
  private answer(query: Buffer): Buffer {
    const { name, type, end } = question(query);
    const known = this.addresses.get(name);
    const addresses = type === typeA ? (known ?? []) : [];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8580 | (known ? 0 : noSuchName), 2);
    header.writeUInt16BE(addresses.length, 6);
    header.writeUInt32BE(0, 8);
    return Buffer.concat([header, query.subarray(12, end), ...addresses.map(record)]);
  }
}

function question(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The name is a pointer to the question; the answer may be kept for one second. */
function record(address: string): Buffer {
  return Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)]);
}
