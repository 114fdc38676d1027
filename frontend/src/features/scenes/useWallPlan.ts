import { computed, ref, watch } from 'vue';
import type { SceneFaultDto, WallPlanDto, WallSetDto } from '../../api/scenes-dto.ts';
import { sendJson } from '../../api/rest.ts';
import { useCommand } from '../desk/useCommand.ts';
import { useLoaded } from '../desk/useLoaded.ts';

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** As the plan is edited: everything may change. */
type Writable<T> = T extends readonly (infer Item)[]
  ? Writable<Item>[]
  : T extends object
    ? { -readonly [name in keyof T]: Writable<T[name]> }
    : T;
export type PlanDraft = Writable<WallPlanDto>;

/** The plan of all walls on the desk: the draft, and what the server found wrong with it. */
export function useWallPlan() {
  const wall = useLoaded<WallSetDto>('/scenes');
  const draft = ref<PlanDraft | null>(null);
  const { busy, error, run } = useCommand();
  const saved = computed(() => wall.data.value?.plan ?? null);
  const changed = computed(() => JSON.stringify(draft.value) !== JSON.stringify(saved.value?.definition));
  const faults = computed<readonly SceneFaultDto[]>(() => {
    if (error.value?.code !== 'scene-faults') return [];
    return (error.value.details as { faults: readonly SceneFaultDto[] }).faults;
  });
  watch(saved, (plan) => {
    if (plan !== null) draft.value = copyOf(plan.definition) as PlanDraft;
  });

  async function save(): Promise<boolean> {
    const done = await run(async () => {
      const body = { baseVersion: saved.value?.version ?? 0, definition: draft.value };
      await sendJson('PUT', '/wall-plan', body);
    });
    if (done) await wall.reload();
    return done;
  }
  return { wall, draft, changed, faults, busy, error, save };
}
