import { LiquidError } from 'liquidjs';
import { engine } from './liquid-engine.ts';
import { VARIABLES } from './variables.ts';

/** What is wrong with a template, and where: lines and columns count from 1. */
export interface TemplateFault {
  readonly line: number;
  readonly column: number;
  readonly code: 'syntax' | 'unknown-variable' | 'unknown-filter' | 'unknown-tag';
  readonly message: { readonly zh: string; readonly en: string };
}

const FAULTS_AT_MOST = 20;

/** All faults of a template in the order of the text; empty: it can be sent. */
export function templateFaults(text: string): readonly TemplateFault[] {
  const faults: TemplateFault[] = [];
  for (let rest = text; faults.length < FAULTS_AT_MOST;) {
    const next = parseFault(rest);
    if (next === null) return [...faults, ...unknownVariables(rest)].sort(byPlace);
    faults.push(next.fault);
    if (next.rest === null) break;
    rest = next.rest;
  }
  return faults;
}

interface ParseFault {
  readonly fault: TemplateFault;
  /** The text without what was at fault, so that the rest can be judged; null when nothing can be said of it. */
  readonly rest: string | null;
}

function parseFault(text: string): ParseFault | null {
  try {
    engine.parse(text);
    return null;
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const { begin, end } = error.token;
    const reason = error.originalError?.message ?? error.message;
    const fault = faultAt(place(text, begin), reason);
    // What begins a block has a missing end: without it the rest would be judged wrongly.
    return { fault, rest: fault.code === 'syntax' ? null : blanked(text, begin, end) };
  }
}

function faultAt(at: { line: number; column: number }, reason: string): TemplateFault {
  const filter = /^undefined filter: (\S+)/.exec(reason)?.[1];
  if (filter !== undefined) {
    const message = { zh: `没有过滤器 “${filter}”`, en: `there is no filter "${filter}"` };
    return { ...at, code: 'unknown-filter', message };
  }
  const tag = /^tag "(.+)" not found/.exec(reason)?.[1];
  if (tag !== undefined) {
    const message = { zh: `此处不能使用标签 “${tag}”`, en: `the tag "${tag}" cannot be used here` };
    return { ...at, code: 'unknown-tag', message };
  }
  const what = reason.replace(/, (file|line):.*$/s, '');
  return { ...at, code: 'syntax', message: { zh: `语法错误：${what}`, en: `cannot be read: ${what}` } };
}

function unknownVariables(text: string): TemplateFault[] {
  const { globals } = engine.analyzeSync(engine.parse(text));
  return Object.entries(globals)
    .filter(([name]) => !Object.hasOwn(VARIABLES, name))
    .flatMap(([name, uses]) =>
      uses.map(({ location: { row, col } }) => ({
        line: row,
        column: col,
        code: 'unknown-variable' as const,
        message: { zh: `没有变量 “${name}”`, en: `there is no variable "${name}"` },
      })),
    );
}

function place(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function blanked(text: string, begin: number, end: number): string {
  return text.slice(0, begin) + text.slice(begin, end).replaceAll(/[^\n]/g, ' ') + text.slice(end);
}

function byPlace(a: TemplateFault, b: TemplateFault): number {
  return a.line - b.line || a.column - b.column;
}
