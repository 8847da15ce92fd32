import type { CelFunc, CelInput, CelMap } from '@bufbuild/cel';
import { type Address, parseAddress, parseCidr } from '../address.js';
import type { Library } from './library.js';

type Fields = Map<string, CelInput>;

const fields = (address: Address, prefix: number = address.size): Fields =>
  new Map<string, CelInput>([
    ['@type', prefix === address.size ? 'net.IP' : 'net.CIDR'],
    ['bits', address.bits.toString()],
    ['size', BigInt(address.size)],
    ['prefix', BigInt(prefix)],
  ]);

function read(map: CelMap): Address & { readonly prefix: number } {
  const [bits, size, prefix] = [map.get('bits'), map.get('size'), map.get('prefix')];
  if (typeof bits !== 'string') throw new Error('this is no address');
  return { bits: BigInt(bits), size: size === 32n ? 32 : 128, prefix: Number(prefix) };
}

function mustParse<T>(text: string, parsed: T | undefined, what: string): T {
  if (parsed === undefined) throw new Error(`"${text}" is no ${what}`);
  return parsed;
}

/** Whether the address lies in a block that is written as a CIDR. */
function inBlock(address: Address, block: string): boolean {
  const { bits, size, prefix } = parseCidr(block)!;
  const shift = BigInt(size - prefix);
  return address.size === size && address.bits >> shift === bits >> shift;
}

const kinds: Readonly<Record<string, readonly string[]>> = {
  isUnspecified: ['0.0.0.0/32', '::/128'],
  isLoopback: ['127.0.0.0/8', '::1/128'],
  isLinkLocalMulticast: ['224.0.0.0/24', 'ff02::/16'],
  isLinkLocalUnicast: ['169.254.0.0/16', 'fe80::/10'],
};
const notGlobal = ['0.0.0.0/32', '255.255.255.255/32', '127.0.0.0/8', '224.0.0.0/4', '169.254.0.0/16'];
const notGlobal6 = ['::/128', '::1/128', 'ff00::/8', 'fe80::/10'];

export function addressFunctions(cel: Library): CelFunc[] {
  const { BOOL, DYN, INT, STRING } = cel.CelScalar;
  const map = cel.mapType(STRING, DYN);
  const addressOf = (text: string): Address => mustParse(text, parseAddress(text), 'IP address');
  const cidrOf = (text: string) => mustParse(text, parseCidr(text), 'CIDR');
  const isIn = (name: string, blocks: readonly string[], wanted: boolean): CelFunc =>
    cel.celMethod(name, map, [], BOOL, function () {
      const address = read(this);
      return blocks.some(block => inBlock(address, block)) === wanted;
    });
  const contains = (outer: CelMap, inner: Address & { readonly prefix: number }): boolean => {
    const { bits, size, prefix } = read(outer);
    const shift = BigInt(size - prefix);
    return inner.size === size && inner.prefix >= prefix && inner.bits >> shift === bits >> shift;
  };
  return [
    cel.celFunc('isIP', [STRING], BOOL, text => parseAddress(text) !== undefined),
    cel.celFunc('ip', [STRING], map, text => fields(addressOf(text))),
    cel.celMethod('family', map, [], INT, function () {
      return read(this).size === 32 ? 4n : 6n;
    }),
    ...Object.entries(kinds).map(([name, blocks]) => isIn(name, blocks, true)),
    isIn('isGlobalUnicast', [...notGlobal, ...notGlobal6], false),
    cel.celFunc('isCIDR', [STRING], BOOL, text => parseCidr(text) !== undefined),
    cel.celFunc('cidr', [STRING], map, text => fields(cidrOf(text), cidrOf(text).prefix)),
    cel.celMethod('prefixLength', map, [], INT, function () {
      return BigInt(read(this).prefix);
    }),
    cel.celMethod('ip', map, [], map, function () {
      return fields(read(this));
    }),
    cel.celMethod('masked', map, [], map, function () {
      const { bits, size, prefix } = read(this);
      const shift = BigInt(size - prefix);
      return fields({ bits: (bits >> shift) << shift, size }, prefix);
    }),
    cel.celMethod('containsIP', map, [STRING], BOOL, function (text) {
      const address = addressOf(text);
      return contains(this, { ...address, prefix: address.size });
    }),
    cel.celMethod('containsIP', map, [map], BOOL, function (address) {
      return contains(this, read(address));
    }),
    cel.celMethod('containsCIDR', map, [STRING], BOOL, function (text) {
      return contains(this, cidrOf(text));
    }),
    cel.celMethod('containsCIDR', map, [map], BOOL, function (block) {
      return contains(this, read(block));
    }),
  ];
}
