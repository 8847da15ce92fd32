import { describe, expect, it } from 'vitest';
import { edgeOf, service } from '../../../src/model/backend.js';
import { path } from '../../../src/model/match.js';
import { handOver } from '../../../src/model/split.js';
import { istio } from '../../../src/routers/istio.js';
import { routeOf, setOf } from '../acme.js';

describe('an edge that takes gRPC on a port of its own', () => {
  const old = edgeOf('old', {
    through: service('old-edge', 80, { namespace: 'edge' }),
    grpc: service('old-edge', 9081, { namespace: 'edge' }),
  });
  const sides = [{ id: 'old', backend: old }, { id: 'new' }];
  const ports = (protocol: 'http' | 'grpc'): readonly number[] => {
    const set = setOf({ sides, rest: sides[0]!, routes: [routeOf({ protocol, match: [path.prefix('/a')] })] });
    const text = JSON.stringify(istio().render(set, handOver('old', 'new', 1_000)));
    return [...text.matchAll(/"host":"old-edge\.edge\.svc\.cluster\.local","port":\{"number":(\d+)\}/g)].map(
      ([, port]) => Number(port),
    );
  };

  it('gets gRPC there, and what no route of a gRPC host names', () => {
    expect(ports('grpc')).toEqual([9_081, 9_081]);
  });

  it('gets everything else where it always came', () => {
    expect(ports('http')).toEqual([80, 80]);
  });
});
