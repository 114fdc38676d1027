/** Builders for tests: a small world, events as sources write them, and an engine run to its end; state to be measured. */
export * from './world.ts';
export * from './events.ts';
export * from './run.ts';
export { Contacts } from '../state/contacts.ts';
export { RivalRegister } from '../state/rival-register.ts';
