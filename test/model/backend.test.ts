import { describe, expect, test } from 'vitest';
import { edgeOf, host, service, sticky } from '../../src/model/backend.js';
import { refusal } from './refusal.js';

describe('a backend', () => {
  test('is called after what it is, unless it says otherwise', () => {
    const subset = { name: 'v2', labels: { version: 'v2' } };

    expect(service('web', 80)).toEqual({ kind: 'service', id: 'web', name: 'web', port: 80 });
    expect(service('web', 80, { subset }).id).toBe('web-v2');
    expect(service('web', 80, { subset, id: 'next' }).id).toBe('next');
    expect(host('web.example', 443)).toEqual({ kind: 'host', id: 'web.example', host: 'web.example', port: 443 });
  });

  test('may be anything that has a name', () => {
    expect(service({ name: 'web' }, 80)).toEqual(service('web', 80));
  });

  test.each([0, 65_536, 1.5, -1, Number.NaN])('is refused at port %s', at => {
    const message = [`Port ${at} of "web" is no port.`, 'Write a whole number from 1 to 65535.'];

    expect(refusal(() => service('web', at))).toEqual(message);
    expect(refusal(() => host('web', at))).toEqual(message);
  });

  test('is refused where a duration of its policy is none', () => {
    expect(refusal(() => service('web', 80, { connectionPool: { connectTimeout: '5' } }))[0]).toBe(
      '"5" is no duration.',
    );
    expect(refusal(() => host('web', 80, { outlierDetection: { interval: 'soon' } }))[0]).toBe(
      '"soon" is no duration.',
    );
    expect(refusal(() => host('web', 80, { outlierDetection: { baseEjectionTime: '' } }))[0]).toBe(
      '"" is no duration.',
    );
  });

  test('an edge has to be reached in some way', () => {
    expect(refusal(() => edgeOf('apisix', {}))).toEqual([
      'Edge "apisix" can be reached in no way.',
      'Give it `through` (a service or host) or `address`.',
    ]);
    expect(edgeOf('apisix', { address: 'lb.example' })).toEqual({ kind: 'edge', id: 'apisix', address: 'lb.example' });
  });

  test('clients stick by cookie, header, query parameter or address', () => {
    expect([
      sticky.cookie('id', '1h'),
      sticky.cookie('id', '0s', '/a'),
      sticky.header('X-User'),
      sticky.query('user'),
      sticky.address(),
    ]).toEqual([
      { by: 'cookie', name: 'id', ttl: 3_600_000 },
      { by: 'cookie', name: 'id', ttl: 0, path: '/a' },
      { by: 'header', name: 'x-user' },
      { by: 'query', name: 'user' },
      { by: 'address' },
    ]);
  });
});
