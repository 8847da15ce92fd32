import type { Rule } from '../rule.js';
import { canaryHasAPrimary } from './canary-has-a-primary.js';
import { canaryIsEffective } from './canary-is-effective.js';
import { canaryOncePerPath } from './canary-once-per-path.js';
import { canaryWeightIsWhole } from './canary-weight-is-whole.js';
import { corsWildcardCredentials } from './cors-wildcard-credentials.js';
import { destinationRuleHostExists } from './destination-rule-host-exists.js';
import { dnsSidesAgree } from './dns-sides-agree.js';
import { dnsWeightIsWhole } from './dns-weight-is-whole.js';
import { externalNameIsAHost } from './external-name-is-a-host.js';
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
import { referenceIsGranted } from './reference-is-granted.js';
import { regexIsRe2 } from './regex-is-re2.js';
import { replicasHaveOneWriter } from './replicas-have-one-writer.js';
import { retriesAreSound } from './retries-are-sound.js';
import { routeUnreachable } from './route-unreachable.js';
import { schema } from './schema.js';
import { secretExists } from './secret-exists.js';
import { serviceEntryEndpoints } from './service-entry-endpoints.js';
import { serviceExists } from './service-exists.js';
import { servicePortsAreNamed } from './service-ports-are-named.js';
import { splitHasOneWriter } from './split-has-one-writer.js';
import { subsetExists } from './subset-exists.js';
import { subsetNamedOnce } from './subset-named-once.js';
import { subsetSelectsPods } from './subset-selects-pods.js';
import { timeoutCoversRetries } from './timeout-covers-retries.js';
import { tlsMinVersion } from './tls-min-version.js';
import { virtualServiceHosts } from './virtual-service-hosts.js';
import { waveBeforeUse } from './wave-before-use.js';
import { weightsSum } from './weights-sum.js';

/** Every rule. Please keep this list sorted. */
export const rules: readonly Rule[] = [
  canaryHasAPrimary,
  canaryIsEffective,
  canaryOncePerPath,
  canaryWeightIsWhole,
  corsWildcardCredentials,
  destinationRuleHostExists,
  dnsSidesAgree,
  dnsWeightIsWhole,
  externalNameIsAHost,
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
  referenceIsGranted,
  regexIsRe2,
  replicasHaveOneWriter,
  retriesAreSound,
  routeUnreachable,
  schema,
  secretExists,
  serviceEntryEndpoints,
  serviceExists,
  servicePortsAreNamed,
  splitHasOneWriter,
  subsetExists,
  subsetNamedOnce,
  subsetSelectsPods,
  timeoutCoversRetries,
  tlsMinVersion,
  virtualServiceHosts,
  waveBeforeUse,
  weightsSum,
];
