/** What the surfaces are built on; made by gateway/main.ts (or a test) and handed down. */
import type { FastifyRequest } from 'fastify'
import type { PushChannel } from '../exchange/push.ts'
import type { TokenKeys } from '../identity/keys.ts'
import type { Registry } from '../identity/registry.ts'
import type { Replay } from '../identity/replay.ts'
import type { RevocationList } from '../identity/revocation.ts'
import type { Deposits } from '../release/deposits.ts'
import type { Door, Prepared } from '../release/door.ts'
import type { Inquiry, Operation } from '../release/inquiry.ts'
import type { Reader } from '../release/reading.ts'
import type { Tracing } from '../telemetry/tracing.ts'

/** `problems` name what is wrong in words an operator can act on; empty means ready. */
export interface Readiness {
  readonly ready: boolean
  readonly problems: readonly string[]
}

export interface Services {
  /** Origin of the gateway, without a slash at its end. */
  readonly issuer: string
  readonly tokenKeys: TokenKeys
  readonly replay: Replay
  readonly reader: Reader
  readonly door: Door
  readonly deposits: Pick<Deposits, 'take'>
  /** By system id: who may push, and what. */
  readonly pushChannels: ReadonlyMap<string, PushChannel>
  readonly tracing: Tracing
  registry(): Registry
  revocation(): RevocationList
  readiness(): Promise<Readiness>
  draining(): boolean
  /** Tells the operator of a fault of the gateway itself; never leaves. */
  fault(error: unknown, event: string): void
}

export type Surface = 'token' | 'rest' | 'graphql' | 'deposit' | 'public' | 'unrouted'

/** One check of the pipeline. It throws GatewayError to refuse. */
export type Step = (request: FastifyRequest, services: Services) => void | Promise<void>

/** What answers once every check has passed. */
export type Handler = (request: FastifyRequest, services: Services) => Promise<Prepared>

declare module 'fastify' {
  interface FastifyRequest {
    inquiry: Inquiry
    /** What will leave, once recorded. */
    prepared: Prepared | undefined
    /** The body after `decodeBody`: JSON value or form. */
    decoded: unknown
  }
  interface FastifyContextConfig {
    surface?: Surface
    operation?: Operation
    handler?: Handler
  }
}
