import type { Express } from 'express';
import { isCatchAll } from './http-logging.ts';

/** The part of an express 5 layer that is asked here. */
interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * Methods that some route answers at a path; empty when no route does. Tells "no such address" from "no such method",
 * which the router itself does not.
 */
export function allowedMethods(app: Express, path: string): readonly string[] {
  const methods = new Set<string>();
  for (const layer of app.router.stack as unknown as readonly Layer[]) {
    if (!layer.route || isCatchAll(String(layer.route.path)) || answersAll(layer.route)) continue;
    if (!matches(layer, path)) continue;
    for (const [method, answered] of Object.entries(layer.route.methods)) {
      if (answered && method !== '_all') methods.add(method.toUpperCase());
    }
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

/** The framework puts routes of its own for "not found" beside ours: they alone answer methods such as TRACE. */
function answersAll(route: NonNullable<Layer['route']>): boolean {
  return route.methods['trace'] === true;
}

function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
