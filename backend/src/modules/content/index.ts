export { languageFor, render } from './render.ts';
export { templateFaults } from './template-faults.ts';
export type { Variables } from './variables.ts';
