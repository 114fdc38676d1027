export { packFolderOf, writePack } from './pack-folder.ts';
export { syntheticPack } from './synthetic-pack.ts';
