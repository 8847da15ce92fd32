import { cookieRegex, literal } from '../../model/cookie-regex.js';
import type { Pin } from '../../model/pin.js';
import { pinnedSide, type RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';
import { block, headerVariable, quoted } from './conf-text.js';

/** nginx compares plain keys of a map without regard to case, so what must be exact is an expression. */
function exactly(value: string): string {
  return quoted(`~^${literal(value)}$`);
}

const RANGE = /^[0-9A-Fa-f:.]+(\/\d{1,3})?$/;

function pinMap(pin: Pin, into: string, side: string): readonly string[] {
  const none = 'default "";';
  switch (pin.kind) {
    case 'header':
      return block(`map ${headerVariable(pin.name)} ${into}`, [`${exactly(pin.value)} ${side};`, none]);
    case 'user':
      return block(`map ${headerVariable(pin.header)} ${into}`, [
        ...pin.ids.map(id => `${exactly(id)} ${side};`),
        none,
      ]);
    case 'cookie': {
      const cookie = cookieRegex(pin.name, { kind: 'exact', value: pin.value });
      return block(`map $http_cookie ${into}`, [`${quoted(`~^${cookie}$`)} ${side};`, none]);
    }
    case 'cidr': {
      const odd = pin.ranges.find(range => !RANGE.test(range));
      if (odd !== undefined) throw new UserError(`"${odd}" is no range of addresses.`, 'Write it as "10.20.0.0/16".');
      return block(`geo $client ${into}`, [...pin.ranges.map(range => `${range} ${side};`), none]);
    }
  }
}

/** `$side` in safe mode: the old one, whoever asks. */
export function safeMap(set: RouteSet): readonly string[] {
  return block('map $share $side', [`default ${quoted(set.sides[0]!.id)};`]);
}

/** `$side`, where a request goes: to the side of the first pin that it meets, else to its share's. */
export function sideMaps(set: RouteSet): readonly string[] {
  const pins = set.pins.map((pin, nth) => ({ pin, into: `$pin_${nth}` }));
  return [
    ...pins.flatMap(({ pin, into }) => pinMap(pin, into, quoted(pinnedSide(set, pin).id))),
    ...block(`map "${[...pins.map(({ into }) => into), '$share'].join(',')}" $side`, [
      `${quoted('~^,*(?<first_side>[^,]+)')} $first_side;`,
    ]),
  ];
}
