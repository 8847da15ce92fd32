import { ApiObject, App, Chart } from 'cdk8s';
import { estateOf } from './estate.js';
import { report } from './report.js';

/** The same objects, written by cdk8s as its users do: one App a tenant, one Chart, one ApiObject each. */
const [tenants, folder] = [Number(process.argv[2]), process.argv[3]!];
const manifests = [...estateOf(1).units()].flatMap(unit => unit.manifests);
for (let i = 0; i < tenants; i++) {
  const name = `ns-${String(i).padStart(6, '0')}`;
  const app = new App({ outdir: `${folder}/${name}` });
  const chart = new Chart(app, name);
  const own = JSON.parse(JSON.stringify(manifests).replaceAll('ns-000000', name)) as typeof manifests;
  own.forEach((manifest, n) => {
    new ApiObject(chart, `object-${n}`, manifest as ConstructorParameters<typeof ApiObject>[2]);
  });
  app.synth();
}
report();
