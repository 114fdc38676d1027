export { embeddedIn, openStoredWorld, type StoredWorld, type StoredWorldPlace } from './stored-world.ts';
