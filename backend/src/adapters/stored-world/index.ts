export { StoredWorldError } from './stored-world.errors.ts';
export { embeddedIn, openStoredWorld, type StoredWorld, type StoredWorldPlace } from './stored-world.ts';
