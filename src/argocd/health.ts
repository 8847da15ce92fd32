import type { Manifest } from '../model/manifest.js';
import { type ArgoCD, argoNamespace } from './argo-cd.js';

/**
 * istiod writes a status only when its analysis is on, and then only for an object of which it has something to say. It
 * takes nothing back once the object has changed, so what was said of an older generation is no answer, and silence is
 * the good one. Lua has no `string` library here, so both spellings of a level are listed.
 *
 * Sources: https://istio.io/latest/docs/reference/config/config-status/,
 * https://github.com/istio/istio/blob/1.27.0/pkg/config/analysis/incluster/controller.go,
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#custom-health-checks
 */
const ISTIO = `
local status = obj.status or {}
local generation = tonumber(obj.metadata.generation)
local function current(observed)
  return observed == nil or generation == nil or tonumber(observed) == generation
end
if current(status.observedGeneration) then
  for _, said in ipairs(status.validationMessages or {}) do
    if said.level == "ERROR" or said.level == "Error" then
      local kind = said.type or {}
      local what = (kind.code or said.code or "") .. " " .. (kind.name or said.message or "")
      return { status = "Degraded", message = what .. " " .. (said.documentationUrl or "") }
    end
  end
  for _, condition in ipairs(status.conditions or {}) do
    if condition.type == "Reconciled" and condition.status == "False" and current(condition.observedGeneration) then
      return { status = "Progressing", message = condition.message or "not at every proxy yet" }
    end
  end
end
return { status = "Healthy", message = "istiod reports no error" }
`;

/**
 * A route is as healthy as at the worst of its parents.
 *
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus
 */
const ROUTE = `
local parents = (obj.status or {}).parents or {}
local waits = #parents == 0
for _, parent in ipairs(parents) do
  local accepted = false
  for _, condition in ipairs(parent.conditions or {}) do
    if condition.observedGeneration ~= nil and condition.observedGeneration ~= obj.metadata.generation then
      waits = true
    elseif (condition.type == "Accepted" or condition.type == "ResolvedRefs") and condition.status == "False" then
      return { status = "Degraded", message = condition.message or condition.reason or condition.type }
    elseif condition.type == "Accepted" and condition.status == "True" then
      accepted = true
    end
  end
  if not accepted then
    waits = true
  end
end
if waits then
  return { status = "Progressing", message = "not every parent has accepted this generation yet" }
end
return { status = "Healthy", message = "accepted by every parent" }
`;

/**
 * external-dns writes the generation that it has taken up, and nothing about what the DNS provider answered.
 *
 * Source: https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/crd/
 */
const DNS = `
local observed = (obj.status or {}).observedGeneration
if observed == nil or observed ~= obj.metadata.generation then
  return { status = "Progressing", message = "external-dns has not taken up this generation yet" }
end
return { status = "Healthy", message = "taken up by external-dns" }
`;

const checks: Readonly<Record<string, string>> = {
  'externaldns.k8s.io_DNSEndpoint': DNS,
  'gateway.networking.k8s.io_TCPRoute': ROUTE,
  'gateway.networking.k8s.io_TLSRoute': ROUTE,
  'networking.istio.io_DestinationRule': ISTIO,
  'networking.istio.io_Gateway': ISTIO,
  'networking.istio.io_ServiceEntry': ISTIO,
  'networking.istio.io_Sidecar': ISTIO,
  'networking.istio.io_VirtualService': ISTIO,
  'security.istio.io_AuthorizationPolicy': ISTIO,
  'security.istio.io_PeerAuthentication': ISTIO,
  'security.istio.io_RequestAuthentication': ISTIO,
  'telemetry.istio.io_Telemetry': ISTIO,
};

/**
 * Health checks for kinds of which Argo CD knows none: the keys that they are in `argocd-cm`. That ConfigMap belongs to
 * whoever installed Argo CD, so this is a part of it, for a server-side apply under a field manager of its own, and no
 * Application may sync it: two that do would delete each other's keys.
 */
export function healthChecks(argo: ArgoCD): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'argocd-cm',
      namespace: argoNamespace(argo),
      labels: { 'app.kubernetes.io/name': 'argocd-cm', 'app.kubernetes.io/part-of': 'argocd' },
    },
    data: Object.fromEntries(
      Object.entries(checks).map(([kind, lua]) => [`resource.customizations.health.${kind}`, lua.trimStart()]),
    ),
  };
}
