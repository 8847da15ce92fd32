import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { annotations, groups, PREFIX } from '../../src/convert/annotations/index.js';
import { ingressNginx } from '../../src/convert/readers/ingress-nginx.js';
import type { Located } from '../../src/model/located.js';
import type { Verdict } from '../../src/model/verdict.js';
import { ingress } from './located.js';

const MODULE = 'k8s.io/ingress-nginx@v0.0.0-20240708192948-52c50467d67d';
const CACHE = process.env['GOMODCACHE'] ?? join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'pkg/mod');
const PARSERS = join(CACHE, MODULE, 'internal/ingress/annotations');

/** The names and risks that the parsers of the module declare, second names too. */
function declared(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const folder of readdirSync(PARSERS, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    for (const file of readdirSync(join(PARSERS, folder.name)).filter(name => /(?<!_test)\.go$/.test(name))) {
      const code = readFileSync(join(PARSERS, folder.name, file), 'utf8');
      const constants = new Map(
        [...code.matchAll(/^\s*(\w+)\s*=\s*"([^"]+)"/gm)].map(([, name, value]) => [name!, value!]),
      );
      const named = (word: string): string => constants.get(word.trim()) ?? word.trim().replaceAll('"', '');
      // A field of a group, or a field that is a variable of its own.
      for (const [, key, body] of code.matchAll(/^\t\t("?[\w-]+"?):\s+\{\n([\s\S]*?)^\t\t\}/gm)) {
        const risk = /AnnotationRisk(\w+)/.exec(body!)?.[1]?.toLowerCase();
        if (risk === undefined) continue;
        found.set(named(key!), risk);
        const aliases = /AnnotationAliases:\s*\[\]string\{([^}]*)\}/.exec(body!)?.[1];
        for (const alias of aliases?.split(',') ?? []) found.set(named(alias), risk);
      }
      for (const [, key, name] of code.matchAll(/^\t\t(\w+):\s+(\w+),$/gm)) {
        const body = new RegExp(`^var ${name} = parser\\.AnnotationConfig\\{([\\s\\S]*?)^\\}`, 'm').exec(code)?.[1];
        const risk = /AnnotationRisk(\w+)/.exec(body ?? '')?.[1]?.toLowerCase();
        if (risk !== undefined) found.set(named(key!), risk);
      }
    }
  }
  return found;
}

describe('S1: the table of annotations', () => {
  test.skipIf(!existsSync(PARSERS))(
    `has what ${MODULE} reads, with its risks (skipped where Go has not fetched it)`,
    () => {
      const listed = new Map([...annotations.values()].map(({ name, risk }) => [name, risk]));

      const seen = declared();

      expect(Object.fromEntries([...listed].sort())).toEqual(Object.fromEntries([...seen].sort()));
      expect(seen.size).toBe(139);
    },
  );

  test('has each annotation once', () => {
    expect(Object.values(groups).flat()).toHaveLength(annotations.size);
  });

  test('says what becomes of each in a sentence', () => {
    for (const { how } of annotations.values()) expect(how).toMatch(/^[A-Z].+\.$/);
  });
});

function ofAnnotation(objects: readonly Located[], name: string): Verdict | undefined {
  const { verdicts } = ingressNginx.read(objects);
  return verdicts.find(({ where }) => where.path?.[2] === `${PREFIX}${name}` && where.object === 'Ingress acme/web');
}

/** The Ingress that a canary stands beside. */
function twin(): Located {
  const { manifest, where } = ingress({}, {});
  const spec = JSON.parse(JSON.stringify(manifest['spec']).replace('"web"', '"stable"'));
  return { where, manifest: { ...manifest, metadata: { name: 'twin', namespace: 'acme' }, spec } };
}

describe('S1: an annotation by itself', () => {
  test.each([...annotations.values()])('$name becomes $outcome', ({ name, example, needs = {}, outcome }) => {
    const all = { ...needs, [name]: example };
    const named = Object.fromEntries(Object.entries(all).map(([key, value]) => [`${PREFIX}${key}`, value]));
    const objects = [ingress(named), ...(all['canary'] ? [twin()] : [])];

    const verdict = ofAnnotation(objects, name);

    expect(verdict?.outcome).toBe(outcome);
    expect(outcome === 'exact' || verdict?.note !== '').toBe(true);
  });

  test.each([...annotations.values()].filter(({ harmless }) => harmless))(
    '$name is harmless with $harmless',
    ({ name, harmless = [], needs = {} }) => {
      const more = Object.fromEntries(Object.entries(needs).map(([key, value]) => [`${PREFIX}${key}`, value]));
      for (const value of harmless) {
        const verdict = ofAnnotation([ingress({ ...more, [`${PREFIX}${name}`]: value })], name);

        expect(['exact', 'equivalent']).toContain(verdict?.outcome);
      }
    },
  );

  test('that nobody knows is told apart, with the name that was meant', () => {
    const verdict = ofAnnotation([ingress({ [`${PREFIX}proxy-raed-timeout`]: '5' })], 'proxy-raed-timeout');

    expect(verdict).toMatchObject({
      outcome: 'unknown',
      note: expect.stringContaining('Did you mean "proxy-read-timeout"?'),
    });
  });
});
