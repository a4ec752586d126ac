/** The gateway's open connections: how many there may be, of whom, and which have to go when what they were admitted by is replaced. */
import type { Socket } from 'node:net'
import type { Server, TLSSocket } from 'node:tls'
import { limits } from '../limits.ts'
import { now_ms } from '../telemetry/clock.ts'
import { admit, type Trust, wasAdmitted } from './certificate.ts'

export type ConnectionLimits = { readonly [Name in keyof (typeof limits)['connections']]: number }

export interface ConnectionsOptions {
  trust(): Trust
  /** Default: limits.connections. */
  readonly limits?: ConnectionLimits
  /** Connections were closed unheard since the last time this was called. */
  report(refused: number): void
}

export interface Connections {
  /** Closes every connection that was admitted and would not be now, whatever it is doing. Gives how many. */
  recheck(): number
  /** Closes what has not arrived yet: it would keep a server that stops from stopping. */
  closeArriving(): void
}

/** Opened beyond what its system may have: its first request is answered with a refusal, and it is closed. */
const surplus = new WeakSet<Socket>()
export const isSurplus = (socket: Socket): boolean => surplus.has(socket)

interface Count {
  add(key: string): number
  remove(key: string): void
}

function counter(): Count {
  const counts = new Map<string, number>()
  return {
    add(key) {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return count
    },
    remove(key) {
      const count = (counts.get(key) ?? 0) - 1
      if (count > 0) counts.set(key, count)
      else counts.delete(key)
    },
  }
}

/** The raw connection and the TLS socket on it have only their ends in common: both, for one port may call two of our addresses. */
const endsOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`

/**
 * Guards `server`, which is to be given before it listens. A connection is arriving until a registered system is known at its other end:
 * of those there may be so many in all and from one address, and of the others so many per system. A handshake takes moments, so when
 * places run out the oldest arriving one goes, of the address that has most of them: who waits in them keeps nobody out.
 */
export function guardConnections(server: Server, options: ConnectionsOptions): Connections {
  const { trust, report, limits: bounds = limits.connections } = options
  const open = new Set<TLSSocket>()
  /** By the ends of the connection. */
  const arriving = new Map<string, { readonly address: string; readonly socket: Socket }>()
  /** The ends of those, the oldest first, by address. */
  const fromAddress = new Map<string, Set<string>>()
  const ofSystem = counter()
  let refused = 0
  let reported_ms = Number.NEGATIVE_INFINITY

  function refuse(socket: Socket): void {
    socket.destroy()
    refused += 1
    // An attack must not fill the operator's log.
    if (now_ms() - reported_ms < bounds.refusals_reported_ms) return
    report(refused)
    refused = 0
    reported_ms = now_ms()
  }

  function arrived(ends: string): void {
    const one = arriving.get(ends)
    if (!one) return
    arriving.delete(ends)
    const others = fromAddress.get(one.address)!
    others.delete(ends)
    if (others.size === 0) fromAddress.delete(one.address)
  }

  function dropOldest(of: ReadonlySet<string>): void {
    const [oldest = ''] = of
    const { socket } = arriving.get(oldest)!
    arrived(oldest)
    refuse(socket)
  }

  function makeRoomFor(address: string): void {
    const own = fromAddress.get(address)
    if (own && own.size >= bounds.arriving_per_address_max) dropOldest(own)
    else if (arriving.size >= bounds.arriving_max)
      dropOldest([...fromAddress.values()].reduce((most, of) => (of.size > most.size ? of : most)))
  }

  server.on('connection', (socket: Socket) => {
    const address = String(socket.remoteAddress)
    const ends = endsOf(socket)
    makeRoomFor(address)
    arriving.set(ends, { address, socket })
    fromAddress.set(address, (fromAddress.get(address) ?? new Set()).add(ends))
    // By then the same ends may be another connection's.
    socket.once('close', () => arriving.get(ends)?.socket === socket && arrived(ends))
  })

  server.on('secureConnection', (socket: TLSSocket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    let system: string
    try {
      system = admit(socket, trust(), now_ms()).id
    } catch {
      // Is told why with its first request, and closed then.
      return
    }
    arrived(endsOf(socket))
    const count = ofSystem.add(system)
    socket.once('close', () => ofSystem.remove(system))
    if (count > bounds.per_system_max + bounds.surplus_per_system_max) refuse(socket)
    else if (count > bounds.per_system_max) surplus.add(socket)
  })

  return {
    recheck() {
      const current = trust()
      let cut = 0
      for (const socket of open) {
        if (!wasAdmitted(socket)) continue
        try {
          admit(socket, current, now_ms())
        } catch {
          socket.destroy()
          cut += 1
        }
      }
      return cut
    },
    closeArriving() {
      for (const { socket } of arriving.values()) socket.destroy()
    },
  }
}
