import type { Schema } from './schema.js';

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'object', additionalProperties: text };
const number: Schema = { type: 'integer', format: 'int64' };
const time: Schema = { type: 'string', format: 'date-time', nullable: true };
const open: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/**
 * What every object has under `metadata`; a custom resource's own schema leaves it out.
 *
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
const objectMeta: Schema = {
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    labels: texts,
    annotations: texts,
    finalizers: { type: 'array', items: text },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        required: ['apiVersion', 'kind', 'name', 'uid'],
        properties: {
          apiVersion: text,
          kind: text,
          name: text,
          uid: text,
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
    },
    creationTimestamp: time,
    deletionGracePeriodSeconds: number,
    deletionTimestamp: time,
    generation: number,
    managedFields: { type: 'array', items: open },
    resourceVersion: text,
    selfLink: text,
    uid: text,
  },
};

/** An object of its own has a name, or the beginning of one. */
const named: Schema = { anyOf: [{ required: ['name'] }, { required: ['generateName'] }] };

/** The schema of a whole object: what the schema says of it, and what holds for every object. */
export function asResource(schema: Schema, place: 'embedded' | 'root'): Schema {
  const own = schema.properties?.['metadata'] ?? {};
  const metadata: Schema = {
    ...objectMeta,
    ...own,
    properties: { ...objectMeta.properties, ...own.properties },
    ...(place === 'root' && { allOf: [...(own.allOf ?? []), named] }),
  };
  const required = ['apiVersion', 'kind', ...(place === 'root' ? ['metadata'] : [])];
  return {
    ...schema,
    type: 'object',
    properties: { apiVersion: text, kind: text, ...schema.properties, metadata },
    required: [...new Set([...required, ...(schema.required ?? [])])],
  };
}
