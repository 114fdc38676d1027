export { CONTENT_LANGUAGES } from './content.dto.ts';
export { languageFor, render } from './render.ts';
export { templateFaults } from './template-faults.ts';
export type { Variables } from './variables.ts';
