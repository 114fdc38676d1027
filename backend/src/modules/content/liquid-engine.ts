import { Liquid, type Template } from 'liquidjs';

/** Tags that only look at what is given: nothing that loops, reads files or calls other templates. */
const TAGS: ReadonlySet<string> = new Set(['assign', 'capture', 'case', 'comment', 'if', 'raw', 'unless']);
const PARSED_AT_MOST = 500;

export const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  parseLimit: 100_000,
  // By the clock on the wall: without loops nothing takes long, unless the machine is busy.
  renderLimit: 5_000,
  memoryLimit: 1_000_000,
});
for (const name of Object.keys(engine.tags)) if (!TAGS.has(name)) delete engine.tags[name];

const parsed = new Map<string, Template[]>();

/** Parsed once each; throws for a template with faults. The oldest ones are forgotten. */
export function parseTemplate(text: string): Template[] {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const template = engine.parse(text);
  if (parsed.size >= PARSED_AT_MOST) parsed.delete(parsed.keys().next().value ?? '');
  parsed.set(text, template);
  return template;
}
