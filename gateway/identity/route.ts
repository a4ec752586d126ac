/**
 * The shape of `policies/routes.json` (schemas/routes.json), and what it says of one handing over: who may give what kind of matter to whom.
 * What stands in no route is refused, with the article.
 */
import type { ConfirmedRelation } from '../../adapters/sdk/adapter.ts'
import type { Text } from '../../schemas/validation/texts.ts'

/** How an article is known: read in its text, quoted elsewhere, from memory, or from memory and doubtful. */
export type Confidence = 'confirmed' | 'second-hand' | 'recalled' | 'doubtful'

interface Founded {
  readonly article: Text
  readonly confidence: Confidence
}

export interface Route extends Founded {
  /** Id of an agency, or of a group of them. */
  readonly from: string
  /** Id of an agency. */
  readonly to: string
  /** Codes of the shared list of kinds. */
  readonly kinds: readonly string[]
  /** 5-digit codes: it is for what happened there. Absent: wherever it was. */
  readonly communes?: readonly string[]
  /** For which the receiver gets it, and on which of that purpose's legal bases. */
  readonly purpose: string
  readonly legalBasis: string
  /** What the receiver is to what it gets: it is masked as for a reader in that relation. */
  readonly relation: 'resolver' | ConfirmedRelation
  /** Ids of rules of legal time limits that the sender meets by handing over; which of them runs depends on what happened last. */
  readonly clocks?: readonly string[]
  /** Of those that run for the receiver from the delivery, and that it meets by its acknowledgement. */
  readonly receiverClocks?: readonly string[]
  /** Codes of the lists of decisions and of stages of which the gateway tells the receiver by itself. */
  readonly notices?: readonly string[]
  /** By which article papers are expected of whatever goes by it. */
  readonly papers?: Founded
  /** Id of the agency that supervises how these limits are kept. */
  readonly supervisor?: string
}

/** What the law bars; a member that is left out stands for all. */
export interface Bar extends Founded {
  readonly from: readonly string[]
  readonly to?: readonly string[]
  readonly kinds?: readonly string[]
}

export interface Routes {
  readonly routes: readonly Route[]
  readonly never: readonly Bar[]
  /** Why not, where there is a route and the matter is of none of its communes. */
  readonly elsewhere: Founded
  /** Why not, where no bar says so. */
  readonly otherwise: Founded
}

/** One agency handing over one matter to another. `kind`: code of the shared list. */
export interface Handing {
  readonly from: string
  /** Of the sender, if it is in one. */
  readonly group?: string | undefined
  readonly to: string
  readonly kind: string
  /** Where it happened (5-digit code), or where that is not told the commune of its sender. */
  readonly commune?: string | undefined
}

const isFrom = (sender: string, { from, group }: Handing): boolean => sender === from || sender === group

/** Whether `bar` is about it. */
export const bars = ({ from, to, kinds }: Bar, handing: Handing): boolean =>
  from.some((sender) => isFrom(sender, handing)) &&
  (to === undefined || to.includes(handing.to)) &&
  (kinds === undefined || kinds.includes(handing.kind))

/** Who may hand over a kind to whom. */
export type OpenRoute = Pick<Route, 'from' | 'to' | 'communes' | 'article'>

export type Routed =
  | { readonly allowed: true; readonly route: Route }
  /** `open`: the routes that there are for this kind, of its sender or to that receiver, in the order of the file. */
  | { readonly allowed: false; readonly article: Text; readonly open: readonly OpenRoute[] }

/**
 * The route of `handing` by `routes`, which have been checked (route-rules.ts). NOT looked at: whether the sender is who it says, whether the
 * kind is true, whether the receiver can be written to. What is refused tells no content: routes are law, and the same for everybody.
 */
export function routeOf({ routes, never, elsewhere, otherwise }: Routes, handing: Handing): Routed {
  const { to, kind, commune } = handing
  const ofKind = routes.filter(({ kinds }) => kinds.includes(kind))
  const between = ofKind.filter((route) => isFrom(route.from, handing) && route.to === to)
  const route = between.find(({ communes }) => !communes || (commune !== undefined && communes.includes(commune)))
  if (route) return { allowed: true, route }
  const { article } = between.length > 0 ? elsewhere : (never.find((bar) => bars(bar, handing)) ?? otherwise)
  const near = ofKind.filter((route) => isFrom(route.from, handing) || route.to === to)
  const open = near.map(({ from, to, communes, article }) => ({ from, to, ...(communes && { communes }), article }))
  return { allowed: false, article, open }
}
