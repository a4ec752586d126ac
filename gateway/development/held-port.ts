/** The sandboxes that push must know the gateway's port before it listens, and nobody else may get it meanwhile. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

export interface HeldPort {
  readonly port: number
  /** For whoever listens next. More than once is once. */
  release(): Promise<void>
}

/** Takes `port` of `host`, any free one for 0, and hangs up on whoever comes. Rejects when it is in use. */
export async function holdPort(host: string, port: number): Promise<HeldPort> {
  const server = createServer((socket) => socket.destroy())
  server.listen({ host, port })
  await once(server, 'listening')
  const { port: held } = server.address() as AddressInfo
  let released: Promise<void> | undefined
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port: held, release: () => (released ??= close()) }
}
