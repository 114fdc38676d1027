import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { changesSchema, type ThresholdChange } from '../../modules/backtest/index.ts';
import { UsageError } from '../usage-error.ts';

const fileSchema = z.strictObject(
  { thresholds: changesSchema },
  { error: 'must be a mapping with the key thresholds' },
);

type Path = readonly PropertyKey[];

/** A YAML file of thresholds to try out; where in it each of them is. */
export interface ChangesFile {
  readonly changes: readonly ThresholdChange[];
  /** `new.yaml line 4: thresholds[1].areaId` */
  where(path: Path): string;
}

/** Reads it. Throws `UsageError` with every fault, by line and path. */
export function readChangesFile(path: string): ChangesFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [first = ''] = broken.message.split('\n');
    throw new UsageError(`${path} line ${lineAt(broken.pos[0])} is not YAML: ${first}`);
  }
  const where = (at: Path): string => `${path} line ${lineAt(offsetOf(document, at))}: ${pathText(at)}`;
  const parsed = fileSchema.safeParse(document.toJS());
  if (parsed.success) return { changes: parsed.data.thresholds, where };
  const faults = parsed.error.issues.map((issue) => `  ${where(issue.path)} ${issue.message}`);
  throw new UsageError(`${path} has ${faults.length} fault(s):\n${faults.join('\n')}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read: expected a YAML file of thresholds`);
  }
}

/** Where a value begins, or what holds it when it is not there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** `thresholds[1].value` */
function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}
