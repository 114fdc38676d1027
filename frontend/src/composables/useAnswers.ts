import {
  hasInjectionContext,
  inject,
  onScopeDispose,
  provide,
  shallowReactive,
  toValue,
  type InjectionKey,
  type MaybeRefOrGetter,
} from 'vue';

/** What is shown of one path of the server, as of now. */
export interface ShownAnswer {
  /** Monotonic time of the answer that is shown; null while there is none. */
  readonly loadedAt: number | null;
  /** Event time up to which that answer knows everything; null while unknown. */
  readonly completeTo: number | null;
  /** The last question got no good answer. */
  readonly failed: boolean;
  /** How often it is asked. */
  readonly everyMs: number;
  /** Monotonic time since when it is asked here. */
  readonly askedSince: number;
}

type Answers = Set<() => ShownAnswer>;
const KEY: InjectionKey<Answers> = Symbol('answers');

/** In a frame: learns of all answers that are shown within, however deep. */
export function provideAnswers(): void {
  provide(KEY, shallowReactive(new Set()));
}

/** Within a frame: what it shows; empty outside any. */
export function useAnswers(): () => readonly ShownAnswer[] {
  const answers = inject(KEY, null);
  return () => [...(answers ?? [])].map((answer) => answer());
}

/** Where an answer is shown: tells the frame around it. */
export function reportAnswer(answer: MaybeRefOrGetter<ShownAnswer>): void {
  const answers = hasInjectionContext() ? inject(KEY, null) : null;
  if (answers === null) return;
  const report = (): ShownAnswer => toValue(answer);
  answers.add(report);
  onScopeDispose(() => answers.delete(report));
}
