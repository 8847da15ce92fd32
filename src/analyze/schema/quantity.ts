const suffixes: Readonly<Record<string, readonly [base: bigint, power: number]>> = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  '': [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
};

const shape = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** A quantity of Kubernetes in units of 10^-9, rounded up as the API server does; undefined where it is none. */
export function parseQuantity(text: string): bigint | undefined {
  const [, sign, whole = '', fraction = '', suffix = ''] = shape.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const exponent = /^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : undefined;
  const [base, power] = exponent === undefined ? suffixes[suffix]! : ([10n, exponent] as const);
  if (Math.abs(power) > 1000) return undefined;
  const digits = BigInt(whole + fraction) * 1_000_000_000n;
  const above = digits * (power > 0 ? base ** BigInt(power) : 1n);
  const below = 10n ** BigInt(fraction.length) * (power < 0 ? base ** BigInt(-power) : 1n);
  const nano = (above + below - 1n) / below;
  return sign === '-' ? -nano : nano;
}
