import type { Json } from '../../model/manifest.js';
import { didYouMean } from '../../model/nearest.js';
import { at, items, number, text } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, type Rule, whereIn } from '../rule.js';

/** Envoy's names, for HTTP and for gRPC. */
const CONDITIONS: readonly string[] = [
  ...['5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream'],
  ...['retriable-status-codes', 'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure'],
  ...['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'],
];

/** A status code stands for itself. */
function isKnown(condition: string): boolean {
  return CONDITIONS.includes(condition) || /^[1-5][0-9][0-9]$/.test(condition);
}

/** What is wrong: field, message and fix. */
function* faults(retries: Json | undefined): Iterable<readonly [string, string, string]> {
  if (retries === undefined) return;
  const idle = ['perTryTimeout', 'retryOn', 'retryRemoteLocalities'].filter(name => at(retries, name) !== undefined);
  if ((number(at(retries, 'attempts')) ?? 0) === 0 && idle.length > 0) {
    yield [
      'retries',
      `Retries are off (0 attempts), and ${idle.join(', ')} is set.`,
      'Set attempts, or drop the rest.',
    ];
  }
  for (const condition of (text(at(retries, 'retryOn')) ?? '').split(',')) {
    if (condition === '' || isKnown(condition)) continue;
    const hint = condition.trim() === condition ? didYouMean(condition, CONDITIONS) : ' It has a space.';
    yield [
      'retryOn',
      `"${condition}" is no retry condition.${hint}`,
      `Use one of ${CONDITIONS.join(', ')} or a status code.`,
    ];
  }
}

export const retriesAreSound: Rule = {
  id: 'retries-are-sound',
  level: 'error',
  law: 'Retries name conditions that Envoy knows, without spaces, and say nothing else where attempts is 0.',
  why: 'Istio refuses the object; where nobody validates, Envoy drops the condition without a word.',
  source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on',
  kinds: [VIRTUAL_SERVICE],
  start: () => ({
    *see(object) {
      for (const [i, rule] of items(at(object.manifest, 'spec', 'http')).entries()) {
        for (const [field, message, fix] of faults(at(rule, 'retries'))) {
          const path = ['spec', 'http', i, 'retries', ...(field === 'retries' ? [] : [field])];
          yield finding(retriesAreSound, whereIn(object, path), message, fix);
        }
      }
    },
  }),
};
