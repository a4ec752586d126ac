/** What the surfaces are built on; made by gateway/main.ts (or a test) and handed down. */
import type { FastifyRequest } from 'fastify'
import type { Log } from '../audit/log.ts'
import type { PushChannel } from '../exchange/push.ts'
import type { AnswerWish } from '../identity/answer-signature.ts'
import type { Trust } from '../identity/certificate.ts'
import type { KeyHistory } from '../identity/key-history.ts'
import type { TokenKeys } from '../identity/keys.ts'
import type { MessageKey } from '../identity/message-key.ts'
import type { SignatureProfile, VerifiedSignature } from '../identity/message-signature.ts'
import type { Registry } from '../identity/registry.ts'
import type { Replay } from '../identity/replay.ts'
import type { Uploads } from '../release/attachments/uploads.ts'
import type { Deposits } from '../release/deposits/deposits.ts'
import type { Directives } from '../release/directives/directives.ts'
import type { SupervisedDirectives } from '../release/directives/supervised.ts'
import type { Door, Prepared } from '../release/door.ts'
import type { Inquiry, Operation } from '../release/inquiry.ts'
import type { Links } from '../release/links.ts'
import type { LogReadings } from '../release/log-readings.ts'
import type { Handling } from '../release/quarantine/handling.ts'
import type { Reader } from '../release/reading.ts'
import type { Receipts } from '../release/receipts.ts'
import type { Inbox } from '../release/transfers/inbox.ts'
import type { PushAsking } from '../release/transfers/push-asking.ts'
import type { Recalls } from '../release/transfers/recalls.ts'
import type { ToldRecords } from '../release/transfers/told-records.ts'
import type { Transfers } from '../release/transfers/transfers.ts'
import type { Rate, RateStore } from '../store/rate.ts'
import type { TokenRevocations } from '../store/token-revocations.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import type { Pace } from './paced.ts'
import type { Place, Places } from './places.ts'
import type { CountedQuota } from './rate-headers.ts'

/** `problems` name what is wrong in words an operator can act on; empty means ready. */
export interface Readiness {
  readonly ready: boolean
  readonly problems: readonly string[]
}

export interface Services {
  /** Origin of the gateway, without a slash at its end. */
  readonly issuer: string
  /** Those that sign and verify now. */
  tokenKeys(): TokenKeys
  readonly revocations: TokenRevocations
  readonly rates: RateStore
  readonly quotas: { readonly system: Rate; readonly officer: Rate }
  /** Signs answers and receipts now. */
  readonly messageKey: MessageKey
  /** Its public half, and of all that signed before it or on other nodes. */
  keyHistory(): Promise<KeyHistory['keys']>
  readonly replay: Replay
  readonly reader: Reader
  readonly door: Door
  readonly deposits: Pick<Deposits, 'take' | 'status'>
  readonly transfers: Transfers
  readonly handling: Handling
  readonly inbox: Inbox
  readonly uploads: Uploads
  readonly recalls: Recalls
  readonly pushes: PushAsking
  readonly toldRecords: ToldRecords
  readonly directives: Directives
  /** Of acts upon the quarantine, and of uploads. */
  readonly actPlaces: Places
  readonly supervisedDirectives: SupervisedDirectives
  readonly uploadPlaces: Places
  readonly uploadPace: Pace
  readonly links: Links
  readonly receipts: Receipts
  readonly log: Pick<Log, 'origin' | 'published'>
  /** The log's folder: its tiles are served from there. */
  readonly logDirectory: string
  readonly readings: LogReadings
  /** By system id: who may push, and what, by the registry now in force. */
  readonly pushChannels: ReadonlyMap<string, PushChannel>
  readonly tracing: Tracing
  registry(): Registry
  /** What connections are admitted by now; its registry is `registry()`. */
  trust(): Trust
  readiness(): Promise<Readiness>
  draining(): boolean
  /** Whether the log's witnesses were there lately enough for more than transfers. */
  witnessed(): boolean
  /** Tells the operator of a fault of the gateway itself; never leaves. */
  fault(error: unknown, event: string): void
}

/**
 * `change`: by a form that the system signs. `act`: an officer's, by JSON that the system signs. `receipt`: of what the system itself was
 * given. `attachment`: what comes beside a transfer, taken in as it comes. `inbox`, `acknowledging`: a system looks at what its agency was handed or handed over, or at directives, or answers by a JWS. `recalling`: one calls it back,
 * directs others what to do with what they have, says what it did about either, or asks for a push, by JSON that it signs. `hashes`, `entries`: of the log. `quarantine`, `handling`: an officer looks at what is quarantined, or acts on it.
 */
export type Surface =
  | 'token'
  | 'change'
  | 'act'
  | 'rest'
  | 'graphql'
  | 'deposit'
  | 'transfer'
  | 'attachment'
  | 'receipt'
  | 'inbox'
  | 'acknowledging'
  | 'recalling'
  | 'hashes'
  | 'entries'
  | 'quarantine'
  | 'handling'
  | 'public'
  | 'unrouted'

/** One check of the pipeline. It throws GatewayError to refuse. */
export type Step = (request: FastifyRequest, services: Services) => void | Promise<void>

/** What answers once every check has passed. */
export type Handler = (request: FastifyRequest, services: Services) => Promise<Prepared>

/** A request's signature that has been verified, and by what. */
export interface SignedRequest extends VerifiedSignature {
  readonly profile: SignatureProfile
  /** When it was verified first, seconds since 1970. */
  readonly came_s: number
}

declare module 'fastify' {
  interface FastifyRequest {
    inquiry: Inquiry
    /** What will leave, once recorded. */
    prepared: Prepared | undefined
    /** The body after `decodeBody`: JSON value or form. */
    decoded: unknown
    /** What it was counted against. */
    quotas: readonly CountedQuota[] | undefined
    /** It was refused for so long. */
    retry_s: number | undefined
    /** That it takes among requests that cost much. */
    place: Place | undefined
    /** Of a signed request, once verified. */
    signed: SignedRequest | undefined
    /** The answer is to be signed so. */
    answerWish: AnswerWish | undefined
  }
  interface FastifyContextConfig {
    surface?: Surface
    operation?: Operation
    handler?: Handler
  }
}
