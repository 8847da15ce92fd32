import type { Where } from '../../model/finding.js';
import { groupOf, type Manifest } from '../../model/manifest.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

interface Form {
  readonly called: string;
  readonly regex: RegExp;
  readonly longest: number;
  readonly fix: string;
}

const LABEL: Form = {
  called: 'DNS-1123 label',
  regex: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  fix: 'Use at most 63 lower case letters, digits and dashes, with a letter or digit at both ends.',
};

const SERVICE: Form = {
  called: 'DNS-1035 label',
  regex: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  fix: 'Use at most 63 lower case letters, digits and dashes, with a letter first and no dash last.',
};

const SUBDOMAIN: Form = {
  called: 'DNS-1123 subdomain',
  regex: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  fix: 'Use at most 253 lower case letters, digits, dashes and dots, with a letter or digit beside each dot and at both ends.',
};

/** The Job that it makes carries 11 letters more, and a Job's name becomes a label. */
const CRON_JOB: Form = {
  called: 'CronJob name',
  regex: SUBDOMAIN.regex,
  longest: 52,
  fix: 'Use at most 52 lower case letters, digits, dashes and dots, with a letter or digit at both ends.',
};

const FORMS: Readonly<Record<string, Form>> = { '/Namespace': LABEL, '/Service': SERVICE, 'batch/CronJob': CRON_JOB };

/** Kinds whose names are path segments, as `system:node`, or that an API of its own checks. */
function isFree(manifest: Manifest): boolean {
  const group = groupOf(manifest.apiVersion);
  return group === 'rbac.authorization.k8s.io' || group === 'certificates.k8s.io' || group.endsWith('.openshift.io');
}

export const nameIsValid: Rule = {
  id: 'name-is-valid',
  level: 'error',
  law: 'A name is a DNS-1123 subdomain; of a Namespace a DNS-1123 label, of a Service a DNS-1035 label, of a CronJob at most 52 characters.',
  why: 'The API server refuses the object, and Argo CD stops the sync wave that it stands in.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  start: () => ({
    *see(object) {
      const { name, namespace } = object.manifest.metadata;
      const form = FORMS[kindOf(object.manifest)] ?? SUBDOMAIN;
      if (typeof name === 'string' && !isFree(object.manifest)) {
        const where = (): Where => whereIn(object, ['metadata', 'name']);
        if (name.length > form.longest) {
          yield finding(nameIsValid, where(), `The name "${name}" has ${name.length} characters.`, form.fix);
        } else if (!form.regex.test(name)) {
          yield finding(nameIsValid, where(), `The name "${name}" is no ${form.called}.`, form.fix);
        }
      }
      if (typeof namespace === 'string' && (namespace.length > LABEL.longest || !LABEL.regex.test(namespace))) {
        const where = whereIn(object, ['metadata', 'namespace']);
        yield finding(nameIsValid, where, `The namespace "${namespace}" is no ${LABEL.called}.`, LABEL.fix);
      }
    },
  }),
};
