import type { Annotation } from './annotation.js';

/** Configuration of nginx itself, its logs and traces. */
export const nginx: readonly Annotation[] = [
  {
    name: 'configuration-snippet',
    risk: 'critical',
    outcome: 'refused',
    example: 'more_set_headers "X-Frame: DENY";',
    guards: true,
    how: 'Configuration of nginx itself is not read: say what it does on the Route, or in an EnvoyFilter.',
  },
  {
    name: 'server-snippet',
    risk: 'critical',
    outcome: 'refused',
    example: 'return 403;',
    guards: true,
    how: 'Configuration of nginx itself is not read: say what it does on the Route, or in an EnvoyFilter.',
  },
  {
    name: 'stream-snippet',
    risk: 'critical',
    outcome: 'refused',
    example: 'server { listen 8000; }',
    guards: true,
    how: 'Configuration of nginx itself is not read: give the port a Gateway and a TCP route by hand.',
  },
  {
    name: 'enable-access-log',
    risk: 'low',
    outcome: 'equivalent',
    example: 'false',
    how: 'No answer depends on it. Who logs what is said in a Telemetry object.',
  },
  {
    name: 'enable-rewrite-log',
    risk: 'low',
    outcome: 'equivalent',
    example: 'true',
    how: 'No answer depends on it.',
  },
  {
    name: 'enable-opentelemetry',
    risk: 'low',
    outcome: 'equivalent',
    example: 'true',
    how: 'No answer depends on it. Who traces what is said in a Telemetry object.',
  },
  {
    name: 'opentelemetry-trust-incoming-span',
    risk: 'low',
    outcome: 'equivalent',
    example: 'false',
    how: 'No answer depends on it. Who traces what is said in a Telemetry object.',
  },
  {
    name: 'opentelemetry-operation-name',
    risk: 'medium',
    outcome: 'equivalent',
    example: 'shop',
    how: 'No answer depends on it. Who traces what is said in a Telemetry object.',
  },
];
