/** A shop behind a gateway, as anybody might write it; the weight of the new side is given. */
export function shopYaml(moved: number, paths: readonly string[] = ['/cart']): string {
  const rules = paths.map(
    path => `
    - match: [{ uri: { prefix: ${path} } }]
      timeout: 5s
      route:
        - { destination: { host: old-shop, port: { number: 8080 } }, weight: ${100 - moved} }
        - { destination: { host: shop, port: { number: 8080 } }, weight: ${moved} }`,
  );
  return `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: acme }
spec:
  selector: { istio: ingressgateway }
  servers:
    - port: { number: 443, name: https, protocol: HTTPS }
      hosts: [shop.example.com]
      tls: { mode: SIMPLE, credentialName: tls }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop, namespace: acme }
spec:
  hosts: [shop.example.com]
  gateways: [edge]
  http:${rules.join('')}
---
apiVersion: v1
kind: Service
metadata: { name: shop, namespace: acme }
spec: { ports: [{ port: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: old-shop, namespace: acme }
spec: { ports: [{ port: 8080 }] }
`;
}
