import { makePack, type LayeredTopology, type PackFiles } from '../../map-pack/index.ts';

/** The map pack of a simulated province. `createdAt` in epoch milliseconds. */
export function syntheticPack(topology: LayeredTopology, createdAt: number): PackFiles {
  const [province] = topology.objects.province?.geometries ?? [];
  const { name = '', nameEn = '' } = province?.properties ?? {};
  return makePack(topology, {
    packId: 'synthetic',
    name,
    nameEn,
    source: 'Tidewall simulator',
    licence: 'Apache-2.0',
    reviewNumber: 'not a real place',
    createdAt: new Date(createdAt).toISOString(),
  });
}
