import { shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Hit } from './hit-scene.ts';
import type { MapRow } from './rows.ts';
import type { TipContent } from './tip.ts';
import type { Pick } from './useMapAddress.ts';
import type { useNotes } from './useNotes.ts';
import type { useRowWords } from './useRowWords.ts';

interface TipSources {
  readonly rowOf: (pick: Pick) => MapRow | null;
  readonly words: ReturnType<typeof useRowWords>;
  readonly notes: ReturnType<typeof useNotes>;
}

interface MapTip {
  readonly tip: Readonly<
    Ref<{ readonly content: TipContent; readonly at: readonly [number, number] } | null>
  >;
  readonly hover: (hit: Hit | null, at: readonly [number, number]) => void;
}

/** What is said beside the pointer. */
export function useMapTip({ rowOf, words, notes }: TipSources): MapTip {
  const { t } = useI18n();
  const tip = shallowRef<MapTip['tip']['value']>(null);

  function ofRow(row: MapRow): TipContent {
    const lines = [
      { text: words.whatOf(row.kind), signal: 'soft' as const },
      { text: row.usual, signal: null },
      { text: row.state, signal: row.signal },
      { text: row.alerts === null ? '' : t('map.alerts.n', { n: row.alerts.n }), signal: null },
      { text: words.noteOf(row), signal: 'soft' as const },
      { text: words.ageOf(row), signal: 'soft' as const },
    ];
    return {
      name: row.name,
      figure: row.figure,
      unit: words.unitOf(row.kind),
      lines: lines.filter(({ text }) => text !== ''),
    };
  }

  function ofNote(id: string): TipContent | null {
    const note = notes.all.value.find((one) => one.id === id);
    if (note === undefined) return null;
    const by = t('map.note.by', { name: note.author.name, time: words.stamp(note.at) });
    return {
      name: t('map.card.notes'),
      figure: '',
      unit: '',
      lines: [
        { text: note.text, signal: null },
        { text: by, signal: 'soft' },
      ],
    };
  }

  function contentOf({ kind, id }: Hit): TipContent | null {
    if (kind === 'note') return ofNote(id);
    const row = rowOf({ kind, id });
    return row === null ? null : ofRow(row);
  }

  return {
    tip,
    hover(hit, at) {
      const content = hit === null ? null : contentOf(hit);
      if (content !== null) tip.value = { content, at };
      else if (tip.value !== null) tip.value = null;
    },
  };
}
