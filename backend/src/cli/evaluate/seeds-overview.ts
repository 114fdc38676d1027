import type { IntentScore } from './intent.ts';
import type { Table } from './report.ts';
import type { TypeScore } from './score.ts';
import type { SeedResult } from './seed-run.ts';
import { checkTargets } from './targets.ts';

/** What all seeds together say: rules, intent and learned homes by type, hard cases summed up, aims by seed. */
export function overview(results: readonly SeedResult[]): readonly Table[] {
  return [
    rules(results),
    intents(results),
    hardCases(results),
    silentCases(results),
    learned(results),
    targets(results),
  ].filter(({ rows }) => rows.length > 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(4);
}

function seconds(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? '–' : `${Math.max(...known).toFixed(0)} s`;
}

function grouped<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  return [...Map.groupBy(items, key)].sort(([a], [b]) => (a < b ? -1 : 1));
}

function rules(results: readonly SeedResult[]): Table {
  const all = results.flatMap(({ evaluation }) => evaluation.types);
  const rows = grouped<TypeScore>(all, ({ type }) => type).map(([type, scores]) => {
    const [truths, found, exact] = [
      sum(scores.map((one) => one.truths)),
      sum(scores.map((one) => one.detections)),
      sum(scores.map((one) => one.exact)),
    ];
    const worst = Math.min(...scores.map(({ exact: right, truths: of }) => (of === 0 ? 1 : right / of)));
    return [
      type,
      `${truths}`,
      `${found}`,
      `${exact}`,
      ratio(exact, found),
      ratio(exact, truths),
      worst.toFixed(4),
    ];
  });
  const head = ['type', 'truth', 'found', 'exact', 'precision', 'recall', 'worst seed'];
  return { title: 'Against the rules, to the millisecond', head, rows, texts: 1 };
}

function intents(results: readonly SeedResult[]): Table {
  const all = results.flatMap(({ evaluation }) => evaluation.intents);
  const rows = grouped<IntentScore>(all, ({ type }) => type).map(([type, scores]) => {
    const [meant, found, right, wrong] = [
      sum(scores.map((one) => one.truths)),
      sum(scores.map((one) => one.found)),
      sum(scores.map((one) => one.right)),
      sum(scores.map((one) => one.wrong)),
    ];
    const delay = scores.map(({ delaySeconds }) => delaySeconds?.p50);
    const late = scores.map(({ delaySeconds }) => delaySeconds?.p95);
    return [
      type,
      `${meant}`,
      `${found}`,
      `${wrong}`,
      ratio(right, right + wrong),
      ratio(found, meant),
      seconds(delay),
      seconds(late),
    ];
  });
  const head = ['type', 'meant', 'found', 'wrong', 'precision', 'recall', 'delay p50', 'p95'];
  return { title: 'Against what was meant', head, rows, texts: 1 };
}

function hardCases(results: readonly SeedResult[]): Table {
  const rule = results.flatMap(({ evaluation }) =>
    evaluation.cases.map(({ type, case: name, truths, matched }) => ({
      type,
      name,
      truths,
      found: matched,
      by: 'rule',
    })),
  );
  const meant = results.flatMap(({ evaluation }) =>
    evaluation.intentCases.map(({ type, case: name, truths, found }) => ({
      type,
      name,
      truths,
      found,
      by: 'intent',
    })),
  );
  const rows = grouped([...rule, ...meant], ({ type, name }) => `${type}\n${name}`).map(([key, scores]) => {
    const [type = '', name = ''] = key.split('\n');
    const by = (basis: string): string => {
      const mine = scores.filter((one) => one.by === basis);
      const truths = sum(mine.map((one) => one.truths));
      return truths === 0 ? '–' : `${sum(mine.map((one) => one.found))} of ${truths}`;
    };
    return [type, name, by('rule'), by('intent')];
  });
  return { title: 'Hard cases found', head: ['type', 'case', 'by the rule', 'as meant'], rows, texts: 2 };
}

function silentCases(results: readonly SeedResult[]): Table {
  const all = results.flatMap(({ evaluation }) => evaluation.silentCases);
  const rows = grouped(all, (one) => `${one.type}\n${one.case}\n${one.basis}`).map(([key, scores]) => {
    const planted = sum(scores.map((one) => one.planted));
    return [...key.split('\n'), `${planted}`, `${sum(scores.map((one) => one.falseAlarms))}`];
  });
  const head = ['type', 'case', 'basis', 'planted', 'false alarms'];
  return { title: 'Hard cases that must stay silent', head, rows, texts: 3 };
}

function learned(results: readonly SeedResult[]): Table {
  const all = results.flatMap(({ evaluation }) => evaluation.learnedHomes ?? []);
  const rows = grouped(all, (one) => one.case).map(([name, scores]) => {
    const [of, known, right] = [
      sum(scores.map(({ subscribers }) => subscribers)),
      sum(scores.map((one) => one.learned)),
      sum(scores.map((one) => one.right)),
    ];
    return [name, `${of}`, `${known}`, `${right}`, ratio(known, of), ratio(right, known)];
  });
  const head = ['case', 'subscribers', 'learned', 'right', 'coverage', 'accuracy'];
  return { title: 'Learned home', head, rows, texts: 1 };
}

function targets(results: readonly SeedResult[]): Table {
  const bySeed = results.map(({ plan, evaluation }) => ({ plan, list: checkTargets(evaluation) }));
  const names = [...new Set(bySeed.flatMap(({ list }) => list.map(({ target }) => target)))];
  const rows = names.map((name) => [
    name,
    ...bySeed.map(({ list }) => {
      const target = list.find((one) => one.target === name);
      return target === undefined || target.met === null
        ? '–'
        : target.met
          ? 'met'
          : `missed: ${target.measured}`;
    }),
  ]);
  const head = ['aim', ...bySeed.map(({ plan }) => `seed ${plan.seed}`)];
  return { title: 'Aims', head, rows, texts: head.length };
}
