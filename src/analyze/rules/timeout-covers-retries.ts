import { secondsDuration } from '../../model/duration.js';
import { durationOf } from '../read/duration.js';
import { at, items, number } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const timeoutCoversRetries: Rule = {
  id: 'timeout-covers-retries',
  level: 'warning',
  law: 'A route’s timeout is longer than attempts × perTryTimeout, so that the last try can begin.',
  why: 'The timeout ends the request with all of its tries, so the last retries never run: the route is less patient than it reads.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry',
  kinds: [VIRTUAL_SERVICE],
  start: () => ({
    *see(object) {
      for (const [i, rule] of items(at(object.manifest, 'spec', 'http')).entries()) {
        const timeout = durationOf(at(rule, 'timeout'));
        const attempts = number(at(rule, 'retries', 'attempts'));
        const each = durationOf(at(rule, 'retries', 'perTryTimeout'));
        if (!timeout || !attempts || !each || timeout > attempts * each) continue;
        const needed = secondsDuration((attempts + 1) * each);
        const message = `A timeout of ${secondsDuration(timeout)} ends before the last of 1 + ${attempts} tries of ${secondsDuration(each)} begins.`;
        const fix = `Set the timeout to ${needed} or more, or allow fewer or shorter tries.`;
        yield finding(timeoutCoversRetries, whereIn(object, ['spec', 'http', i, 'timeout']), message, fix);
      }
    },
  }),
};
