import type { Rule } from '../rule.js';
import { corsWildcardCredentials } from './cors-wildcard-credentials.js';
import { gatewayExists } from './gateway-exists.js';
import { gatewayPortConflict } from './gateway-port-conflict.js';
import { gatewayTlsComplete } from './gateway-tls-complete.js';
import { gatewayTlsHostOnce } from './gateway-tls-host-once.js';
import { hostClaimedOnce } from './host-claimed-once.js';
import { hostIsOpened } from './host-is-opened.js';
import { hostWithinClaim } from './host-within-claim.js';
import { httpRuleHasOneEnd } from './http-rule-has-one-end.js';
import { identityOnce } from './identity-once.js';
import { ignoreIsSound } from './ignore-is-sound.js';
import { labelsAreValid } from './labels-are-valid.js';
import { meshHostClaimedOnce } from './mesh-host-claimed-once.js';
import { nameIsValid } from './name-is-valid.js';
import { portIsDeclared } from './port-is-declared.js';
import { regexIsRe2 } from './regex-is-re2.js';
import { retriesAreSound } from './retries-are-sound.js';
import { routeUnreachable } from './route-unreachable.js';
import { schema } from './schema.js';
import { secretExists } from './secret-exists.js';
import { serviceExists } from './service-exists.js';
import { subsetExists } from './subset-exists.js';
import { timeoutCoversRetries } from './timeout-covers-retries.js';
import { tlsMinVersion } from './tls-min-version.js';
import { weightsSum } from './weights-sum.js';

/** Every rule. Please keep this list sorted. */
export const rules: readonly Rule[] = [
  corsWildcardCredentials,
  gatewayExists,
  gatewayPortConflict,
  gatewayTlsComplete,
  gatewayTlsHostOnce,
  hostClaimedOnce,
  hostIsOpened,
  hostWithinClaim,
  httpRuleHasOneEnd,
  identityOnce,
  ignoreIsSound,
  labelsAreValid,
  meshHostClaimedOnce,
  nameIsValid,
  portIsDeclared,
  regexIsRe2,
  retriesAreSound,
  routeUnreachable,
  schema,
  secretExists,
  serviceExists,
  subsetExists,
  timeoutCoversRetries,
  tlsMinVersion,
  weightsSum,
];
