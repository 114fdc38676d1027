import { Liquid, type Template } from 'liquidjs';

/** In both languages of the people on the chain. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
export type Language = keyof Bilingual;

/** What a template may name, in one language. */
export type Variables = Readonly<Record<string, unknown>>;

/** Memory bounds loops, to about 60 ms; the time is by the clock on the wall, and a busy machine is not the template's fault. */
const LIMITS = { parseLimit: 4_000, renderLimit: 5_000, memoryLimit: 100_000 };
/** No files: everything that can be included is this empty set. */
const options = { templates: {}, strictFilters: true, ownPropertyOnly: true, ...LIMITS };
const liquid = new Liquid(options);
const strict = new Liquid({ ...options, strictVariables: true });

const parsed = new Map<string, Template[]>();
const MAX_PARSED = 500;

/** The text of a template; what is not known is left out. */
export function render(template: string, variables: Variables): string {
  return String(liquid.renderSync(parse(template), variables)).trim();
}

/** What is wrong with a template when only these variables exist; null: nothing. */
export function templateFault(template: string, variables: Variables): string | null {
  try {
    strict.parseAndRenderSync(template, variables);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'is no template') : 'is no template';
  }
}

function parse(template: string): Template[] {
  let known = parsed.get(template);
  if (known === undefined) {
    if (parsed.size >= MAX_PARSED) parsed.clear();
    parsed.set(template, (known = liquid.parse(template)));
  }
  return known;
}
