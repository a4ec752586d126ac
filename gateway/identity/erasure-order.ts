/** An order to erase the keys of epochs of the log: what two persons whose role is shredding sign, and whether they did. */
import canonicalize from 'canonicalize'
import {
  type BundleSignatures,
  type SignedKind,
  signManifest,
  type TrustedSigner,
  verifySignatures,
} from './bundle-signatures.ts'
import { checkedJson } from './checked-json.ts'
import type { Report } from './violation.ts'

export interface ErasureOrder {
  readonly version: 1
  /** Name of the log (its origin): an order is for one log. */
  readonly log: string
  /** RFC 3339. */
  readonly created: string
  readonly epochs: readonly string[]
}

/** The file of an order (schemas/erasure-order.json). */
export interface SignedOrder extends BundleSignatures {
  readonly order: ErasureOrder
}

export const erasureKind: SignedKind = { type: 'lienthong-erasure+jws', role: 'shredding' }
const persons_min = 2

/** What is signed: the order in canonical JSON (RFC 8785). */
export const orderBytes = (order: ErasureOrder): Buffer => Buffer.from(canonicalize(order)!)

/** The order in `bytes`; undefined, with reports under `file`, when there is none. Nothing has been verified. */
export const orderIn = (bytes: Uint8Array, file: string, report: Report): SignedOrder | undefined =>
  checkedJson(bytes, 'erasure-order.json', file, report) as SignedOrder | undefined

/** A signature of the order with the private half of `jwk`. */
export const signOrder = (
  order: ErasureOrder,
  ...by: readonly [Parameters<typeof signManifest>[1], Parameters<typeof signManifest>[2]]
) => signManifest(orderBytes(order), ...by, erasureKind)

const otherLog = { vi: 'lệnh dành cho nhật ký khác', en: 'the order is for another log' }
const tooFew = {
  vi: `phải có chữ ký của ${persons_min} người khác nhau có vai trò shredding (lienthong audit erase)`,
  en: `needs signatures of ${persons_min} different persons of the role shredding (lienthong audit erase)`,
}

/**
 * Who signed the order for the log `origin`, `<agency>/<officer>` each; fewer than two, or anything that is wrong, is reported under `file`.
 * Keys have to be valid at `at_ms` (since 1970). Whether the epochs are there is NOT looked at.
 */
export async function verifyOrder(
  { order, signatures }: SignedOrder,
  {
    origin,
    signers,
    at_ms,
  }: { readonly origin: string; readonly signers: readonly TrustedSigner[]; readonly at_ms: number },
  file: string,
  report: Report,
): Promise<readonly string[]> {
  if (order.log !== origin) report(file, '/order/log', otherLog)
  const signed = await verifySignatures(orderBytes(order), { signatures }, signers, at_ms, file, report, erasureKind)
  const persons = [...new Set(signed.map(({ person }) => person))]
  if (persons.length < persons_min) report(file, '/signatures', tooFew)
  return persons
}
