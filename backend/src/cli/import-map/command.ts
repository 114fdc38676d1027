import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { loadConfig } from '../../config/index.ts';
import {
  ACCEPTABLE,
  importMap,
  OpenPack,
  readManifest,
  type FaultKind,
  type Imported,
} from '../../map-pack/index.ts';
import { packFolderOf, writePack } from '../../modules/boundaries/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from '../config-options.ts';
import { Progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { readAreas, readMapping } from './areas-in-use.ts';
import { mapFiles } from './map-files.ts';
import { faultLines, summaryOf } from './report.ts';

interface ImportMapOptions extends ConfigOptions {
  readonly from: string;
  readonly areas: string;
  readonly datum: 'gcj02' | 'wgs84';
  readonly name: string;
  readonly nameEn?: string;
  readonly packId?: string;
  readonly source: string;
  readonly licence: string;
  readonly reviewNumber: string;
  readonly mapping?: string;
  readonly simplify: string;
  readonly tolerance: string;
  readonly accept: readonly string[];
  readonly dryRun?: boolean;
}

const LEGAL = `
Published map data come with conditions. In China, maps that are shown to the public need a review by the authority for
natural resources and bear its number (审图号), and coordinates are mostly in GCJ-02, 100 to 700 m off. What a file may be
used for, and in what datum it is, must be known from whoever published it; a guess is worse than no map. So licence,
source, review number and datum have no default, and are shown with the map. More in docs/map-packs.md.
`;

/** `tidewall import-map`. */
export function registerImportMap(program: Command): void {
  const command = program
    .command('import-map')
    .description(
      'make a map pack of GeoJSON (DataV’s schema among others) or TopoJSON files and put it in force',
    )
    .requiredOption('--from <file|dir>', 'map files; of a directory all .json, .geojson and .topojson')
    .requiredOption(
      '--areas <file|url>',
      'areas.csv, or the address of a running server: areas, levels and names',
    )
    .addOption(
      new Option('--datum <datum>', 'of the coordinates; gcj02 is converted')
        .choices(['gcj02', 'wgs84'])
        .makeOptionMandatory(),
    )
    .requiredOption('--name <text>', 'of the pack')
    .option('--name-en <text>', 'in English [as --name]')
    .option('--pack-id <id>', 'letters, digits and . _ - [made from --from]')
    .requiredOption('--source <text>', 'who published the boundaries, and which edition')
    .requiredOption('--licence <text>', 'under which they may be used here')
    .requiredOption('--review-number <text>', 'of the map’s review (审图号), or why it needs none')
    .option(
      '--mapping <csv>',
      'code,areaId for codes that are no areaId; an empty areaId leaves a feature out',
    )
    .option('--simplify <metres>', 'how far a border may move; 0 keeps every point', '30')
    .option('--tolerance <percent>', 'of an area that its children may leave free or cover twice', '0.5')
    .addOption(new Option('--accept <faults...>', 'take these all the same').choices(ACCEPTABLE).default([]))
    .option('--dry-run', 'check everything, write nothing')
    .addHelpText('after', LEGAL);
  withConfigOptions(command, ['dataDir']).action(runImport);
}

async function runImport(options: ImportMapOptions): Promise<void> {
  const config = loadConfig(configSources(options));
  const progress = new Progress();
  const areas = await readAreas(options.areas);
  const imported = importMap(mapFiles(options.from), {
    about: aboutOf(options),
    datum: options.datum,
    simplify: numberOf('--simplify', options.simplify, 0, 10_000),
    tolerance: numberOf('--tolerance', options.tolerance, 0, 100) / 100,
    areas,
    mapping: await readMapping(options.mapping),
    accepted: new Set(options.accept as readonly FaultKind[]),
    onStep: (step) => progress.step(step),
  });
  progress.end();
  const folder = packFolderOf(config.dataDir);
  await finish(imported, options, folder);
}

async function finish(
  imported: Imported,
  { accept, dryRun }: ImportMapOptions,
  folder: string,
): Promise<void> {
  const { pack, faults } = imported;
  const lines = faultLines(faults, new Set(accept as readonly FaultKind[]));
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
  if (pack === null)
    throw new Error('no map pack was made: see above. --accept takes some faults all the same');
  // What is written is what a server would take.
  readManifest(JSON.stringify(pack.manifest));
  const opened = new OpenPack(pack);
  process.stdout.write(summaryOf(imported, opened.rootAreaId));
  if (dryRun === true) process.stderr.write('dry run: nothing was written\n');
  else {
    await writePack(folder, pack);
    process.stderr.write(`written to ${folder}; a running server takes it up by itself\n`);
  }
}

function aboutOf(options: ImportMapOptions) {
  const { name, nameEn = name, packId = idOf(options.from), source, licence, reviewNumber } = options;
  const given = { '--name': name, '--source': source, '--licence': licence, '--review-number': reviewNumber };
  for (const [option, value] of Object.entries(given))
    if (value.trim() === '') throw new UsageError(`${option} must not be empty`);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(packId))
    throw new UsageError('--pack-id must be letters, digits and . _ -');
  return { packId, name, nameEn, source, licence, reviewNumber, createdAt: new Date().toISOString() };
}

function idOf(from: string): string {
  const id = basename(from)
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  return id.slice(0, 64) || 'map';
}

function numberOf(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  throw new UsageError(`${option} must be a number from ${min} to ${max}`);
}
