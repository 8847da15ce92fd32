/** The gateway's own address. */
export const gatewayAddress = '10.245.0.10';

/** Its labels, which a Gateway's selector is held against. */
export const gatewayLabels = { istio: 'ingressgateway', app: 'istio-ingressgateway' };

/**
 * The ports of its Service, and those on which its Pods listen, as Istio's own installation has it apart too. Envoy listens
 * on every address, so what it listens on is taken from all Pods: these are ports that no Pod of a test has.
 */
export const gatewayPorts = [
  { name: 'http2', port: 80, targetPort: 10080 },
  { name: 'https', port: 443, targetPort: 10443 },
] as const;

/** Where clients dial for one of the Service's ports. */
export function doorPort(port: 80 | 443): number {
  return gatewayPorts.find(found => found.port === port)!.targetPort;
}
