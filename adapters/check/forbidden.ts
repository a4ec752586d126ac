/**
 * Takes the clock, randomness, the network, timers and the process away from everything that runs in this thread from then on, and
 * keeps account of who asked for them. Dates of given numbers in UTC remain: they are arithmetic.
 */

/** Thrown at whoever asks; the message names what was asked for. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
}

const names = [
  'fetch',
  'performance',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'crypto',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'BroadcastChannel',
  'navigator',
  'localStorage',
  'sessionStorage',
] as const

/** Forbids, and gives how to take what was asked for since. Once per thread; not undone. */
export function forbid(): () => readonly string[] {
  const used = new Set<string>()
  const refuse = (name: string): never => {
    used.add(name)
    throw new Forbidden(name)
  }
  const Real = Date
  const date = new Proxy(Real, {
    apply: () => refuse('Date()'),
    // More than one argument means local time.
    construct: (target, args: [number]) =>
      (args as unknown[]).length === 1 ? new target(...args) : refuse('new Date()'),
    get: (target, name) => (name === 'now' ? () => refuse('Date.now') : Reflect.get(target, name)),
  })
  // Some are made when they are first looked at, out of others.
  const there = names.filter((name) => Reflect.get(globalThis, name) !== undefined)
  for (const name of there) Object.defineProperty(globalThis, name, { configurable: true, get: () => refuse(name) })
  Object.defineProperty(globalThis, 'Date', { value: date, configurable: true, writable: true })
  Object.defineProperty(Math, 'random', { value: () => refuse('Math.random'), configurable: true, writable: true })
  return () => {
    const found = [...used].sort()
    used.clear()
    return found
  }
}
