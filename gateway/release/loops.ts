/** One loop per agency, begun and ended as agencies come and go; none ends because another does. */
import { isDeepStrictEqual } from 'node:util'

export interface Loop<State> {
  /** Resolves once it has tried once. */
  readonly first: Promise<void>
  state(): State
  /** Resolves when it does nothing any more. Never rejects. */
  stop(): Promise<void>
}

export interface Loops<State> {
  /** Resolves once every loop of the start has tried once. */
  readonly first: Promise<void>
  /** By agency. */
  states(): ReadonlyMap<string, State>
  /** Ends the loops that are no longer wanted so, and begins those that are; one in place of another when that one has ended. */
  follow(): void
  /** Resolves when none runs any more. */
  stop(): Promise<void>
}

/** Begins the loops of `wanted()`: by agency, what its loop is to work on. `begin` must not throw. */
export function startLoops<Work, State>(
  wanted: () => ReadonlyMap<string, Work>,
  begin: (agency: string, work: Work) => Loop<State>,
): Loops<State> {
  const running = new Map<string, { readonly work: Work; readonly loop: Loop<State> }>()
  const ending = new Map<string, Promise<void>>()
  let stopped = false

  function end(agency: string, loop: Loop<State>): void {
    running.delete(agency)
    ending.set(
      agency,
      loop.stop().then(() => {
        ending.delete(agency)
        follow()
      }),
    )
  }

  function follow(): void {
    if (stopped) return
    const next = wanted()
    for (const [agency, { work, loop }] of running)
      if (!next.has(agency) || !isDeepStrictEqual(next.get(agency), work)) end(agency, loop)
    for (const [agency, work] of next)
      if (!running.has(agency) && !ending.has(agency)) running.set(agency, { work, loop: begin(agency, work) })
  }

  follow()
  return {
    first: Promise.all([...running.values()].map(({ loop }) => loop.first)).then(() => {}),
    states: () => new Map([...running].map(([agency, { loop }]) => [agency, loop.state()])),
    follow,
    async stop() {
      stopped = true
      await Promise.all([...[...running.values()].map(({ loop }) => loop.stop()), ...ending.values()])
    },
  }
}
