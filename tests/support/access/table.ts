import { CALLERS, type Caller } from './callers.ts';

export const BEGIN = '<!-- access table -->';
export const END = '<!-- end of the access table -->';

const HEADS: Readonly<Record<Caller, string>> = {
  viewer: 'viewer',
  reporter: 'reporter',
  reviewer: 'reviewer',
  supervisor: 'supervisor',
  'campaign-manager': 'campaign manager',
  administrator: 'administrator',
  wall: 'wall',
  key: 'key',
  'limited key': 'limited key',
  'this machine': 'this machine',
  nobody: 'nobody',
};

/** What was found out, as lines of Markdown: calls by address, then topics. */
export function tableOf(found: ReadonlyMap<string, ReadonlySet<Caller>>): string {
  const rows = [...found].sort(([a], [b]) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const lines = rows.map(([what, callers]) => {
    const cells = CALLERS.map((caller) => (callers.has(caller) ? '●' : ''));
    return `| \`${what}\` | ${cells.join(' | ')} |`;
  });
  const head = `| call or topic | ${CALLERS.map((caller) => HEADS[caller]).join(' | ')} |`;
  const rule = `| --- | ${CALLERS.map(() => ':-:').join(' | ')} |`;
  return [head, rule, ...lines].join('\n');
}

/** The table that a page holds between its marks. */
export function tableIn(page: string): string {
  return page.slice(page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)).trim();
}

/** The page with another table. */
export function withTable(page: string, table: string): string {
  return `${page.slice(0, page.indexOf(BEGIN) + BEGIN.length)}\n\n${table}\n\n${page.slice(page.indexOf(END))}`;
}

/** By address, then method; topics last. */
function sortKey(what: string): string {
  const [method = '', path = ''] = what.split(' ');
  return method === 'topic' ? `~${path}` : `${path} ${method}`;
}
