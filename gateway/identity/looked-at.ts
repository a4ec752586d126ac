/** Files that are looked at again and again while the gateway runs: what can't be used changes nothing, and is told once. */

export interface LookedAt {
  /** Nothing that is found from now on counts. */
  closed(): boolean
  close(): void
}

/** Calls `reload` every `interval_ms`, and keeps no process alive for it. `refused`: what it threw, said once for as long as that is the same. */
export function lookAgain(
  reload: () => Promise<void>,
  interval_ms: number,
  refused: (error: unknown) => void,
): LookedAt {
  let refusal: string | undefined
  let closed = false
  const look = (): Promise<void> =>
    reload().then(
      () => {
        refusal = undefined
      },
      (error: Error) => {
        if (error.message !== refusal) refused(error)
        refusal = error.message
      },
    )
  const timer = setInterval(() => void look(), interval_ms).unref()
  return {
    closed: () => closed,
    close() {
      closed = true
      clearInterval(timer)
    },
  }
}
