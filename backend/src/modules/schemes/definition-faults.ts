import { templateFaults } from '../content/index.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import type { FieldFault } from '../web/app-error.ts';
import type { SchemeDefinition } from './schemes.types.ts';

/** What only the present reference data and configuration can tell of a definition; empty: it may be saved. */
export function definitionFaults(
  { trigger, content, channel, fallbackChannel }: SchemeDefinition,
  model: ReferenceModel,
  channels: ReadonlySet<string>,
): readonly FieldFault[] {
  const unknownChannel = (name: string | null) => name !== null && !channels.has(name);
  return [
    ...trigger.areaIds.flatMap((id, at) =>
      model.areas.get(id) ? [] : [{ field: `trigger.areaIds.${at}`, message: 'is not in areas.csv' }],
    ),
    ...trigger.hotspotIds.flatMap((id, at) =>
      model.hotspotById.has(id)
        ? []
        : [{ field: `trigger.hotspotIds.${at}`, message: 'is not in hotspots.csv' }],
    ),
    ...(unknownChannel(channel) ? [{ field: 'channel', message: 'is not configured' }] : []),
    ...(unknownChannel(fallbackChannel) ? [{ field: 'fallbackChannel', message: 'is not configured' }] : []),
    ...Object.entries(content).flatMap(([language, texts]) =>
      Object.entries(texts ?? {}).flatMap(([name, text]) =>
        templateFaults(text).map(({ line, column, message }) => ({
          field: `content.${language}.${name}`,
          message: `line ${line}, column ${column}: ${message.en}`,
        })),
      ),
    ),
  ];
}

/** What is missing before others are asked to judge it. */
export function submissionFaults({ content, channel }: SchemeDefinition): readonly FieldFault[] {
  return content['zh-CN']?.[channel] === undefined
    ? [{ field: `content.zh-CN.${channel}`, message: 'the text of the channel is missing' }]
    : [];
}
