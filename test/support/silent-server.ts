/** A server that takes connections and says nothing. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

/** Its address, as of HTTPS. It ends with the test. */
export async function silentServer(t: Test): Promise<string> {
  const open = new Set<Socket>()
  const server = createServer((socket) => void open.add(socket.on('error', () => {}))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    for (const socket of open) socket.destroy()
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}
