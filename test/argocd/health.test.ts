import { describe, expect, it } from 'vitest';
import { healthChecks } from '../../src/argocd/index.js';
import type { Json } from '../../src/model/manifest.js';
import { expectGolden } from '../golden.js';
import { runHealth } from './run-lua.js';

const config = healthChecks({ repo: 'https://git.example/platform/traffic.git' });
const data = config['data'] as Readonly<Record<string, string>>;

function health(kind: string, status?: Json, generation = 3) {
  return runHealth(data[`resource.customizations.health.${kind}`]!, { metadata: { generation }, status });
}

describe('the health of Istio’s kinds', () => {
  const kind = 'networking.istio.io_VirtualService';
  const refused = {
    type: { name: 'ReferencedResourceNotFound', code: 'IST0101' },
    level: 'ERROR',
    documentationUrl: 'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  };

  it('G5: is Healthy where istiod writes no status', () => {
    expect(health(kind).status).toBe('Healthy');
    expect(health(kind, {}).status).toBe('Healthy');
  });

  it('G5: is Degraded by an error of the analysis, and says which', () => {
    const said = health(kind, { observedGeneration: '3', validationMessages: [{ level: 'INFO' }, refused] });

    expect(said.status).toBe('Degraded');
    expect(said.message).toContain('IST0101 ReferencedResourceNotFound https://istio.io/');
  });

  it.each([
    ['Error', 'Degraded'],
    ['WARNING', 'Healthy'],
    ['INFO', 'Healthy'],
  ])('reads level %s as %s', (level, status) => {
    expect(health(kind, { validationMessages: [{ ...refused, level }] }).status).toBe(status);
  });

  it('reads a message of the older form, without a type', () => {
    const message = { level: 'Error', code: 'IST0101', message: 'Referenced gateway not found: "edge"' };

    expect(health(kind, { validationMessages: [message] })).toEqual({
      status: 'Degraded',
      message: 'IST0101 Referenced gateway not found: "edge" ',
    });
  });

  it.each([
    ['text', '2'],
    ['a number', 2],
  ])('forgets what was said of an older generation, given as %s, since istiod never takes it back', (_, old) => {
    const conditions = [{ type: 'Reconciled', status: 'False' }];

    expect(health(kind, { observedGeneration: old, validationMessages: [refused], conditions }).status).toBe('Healthy');
    expect(health(kind, { conditions: [{ ...conditions[0]!, observedGeneration: old }] }).status).toBe('Healthy');
  });

  it('waits until every proxy has it, where istiod counts them', () => {
    const conditions = (status: string) => [{ type: 'Reconciled', status, message: '61/122 complete' }];

    expect(health(kind, { conditions: conditions('False') })).toEqual({
      status: 'Progressing',
      message: '61/122 complete',
    });
    expect(health(kind, { observedGeneration: 3, conditions: conditions('True') }).status).toBe('Healthy');
  });
});

describe('the health of routes that Argo CD does not know', () => {
  const kind = 'gateway.networking.k8s.io_TLSRoute';
  const parent = (...conditions: Json[]): Json => ({ parentRef: { name: 'edge' }, conditions });
  const accepted = { type: 'Accepted', status: 'True', observedGeneration: 3 };

  it('is that of the worst parent', () => {
    const lost = { type: 'ResolvedRefs', status: 'False', observedGeneration: 3, message: 'no such Service' };

    expect(health(kind, { parents: [parent(accepted)] }).status).toBe('Healthy');
    expect(health(kind, { parents: [parent(accepted), parent(accepted, lost)] })).toEqual({
      status: 'Degraded',
      message: 'no such Service',
    });
  });

  it('waits for every parent to see this generation', () => {
    expect(health(kind).status).toBe('Progressing');
    expect(health(kind, { parents: [] }).status).toBe('Progressing');
    expect(health(kind, { parents: [parent(accepted), parent()] }).status).toBe('Progressing');
    expect(health(kind, { parents: [parent({ ...accepted, status: 'False', observedGeneration: 2 })] }).status).toBe(
      'Progressing',
    );
  });
});

describe('the health of DNSEndpoints', () => {
  it('waits for external-dns to take up this generation', () => {
    expect(health('externaldns.k8s.io_DNSEndpoint').status).toBe('Progressing');
    expect(health('externaldns.k8s.io_DNSEndpoint', { observedGeneration: 2 }).status).toBe('Progressing');
    expect(health('externaldns.k8s.io_DNSEndpoint', { observedGeneration: 3 }).status).toBe('Healthy');
  });
});

describe('the health checks', () => {
  it('are a part of argocd-cm that an operator applies', async () => {
    await expectGolden([config], import.meta.dirname, 'health');
  });

  it('each say one of the words that Argo CD knows, of an object that is bare', () => {
    for (const script of Object.values(data)) {
      expect(['Healthy', 'Progressing']).toContain(runHealth(script, { metadata: {} }).status);
    }
  });
});
