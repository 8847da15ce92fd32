/** What a name becomes when it points at an address. `alias`: a Route 53 alias, which answers A and AAAA itself. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'alias';

/** Names that external-dns makes aliases of: load balancers, accelerators and distributions of AWS. */
const AWS =
  /(^|\.)(elb\.[a-z0-9-]+|[a-z0-9-]+\.elb)\.amazonaws\.com(\.cn)?$|\.awsglobalaccelerator\.com$|\.cloudfront\.net$/;

/**
 * The record that holds an address.
 *
 * Source: https://github.com/kubernetes-sigs/external-dns/blob/v0.19.0/provider/aws/aws.go
 */
export function recordType(address: string): RecordType {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return 'A';
  if (address.includes(':')) return 'AAAA';
  return AWS.test(address) ? 'alias' : 'CNAME';
}
