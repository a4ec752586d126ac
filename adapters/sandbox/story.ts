/** What a named matter of the made-up world tells. */

export type AgencyId = 'cong-an' | 'vien-kiem-sat' | 'toa-an' | 'thanh-tra' | 'mttq'

export interface Story {
  readonly name: string
  readonly vi: string
  readonly en: string
  readonly holders: readonly AgencyId[]
  /** How far the matter has come (code of the stages list). */
  readonly stage: string
  /** Days since the resolver, or whoever alone holds the matter, received it. */
  readonly age: number
  /** Place among the everyday plots, or name of a story's own plot (plots.ts). */
  readonly plot: number | string
  readonly kind?: string
  readonly channels?: readonly string[]
  /** The reporter's identity is a state secret (MẬT): it stands in an opaque part. */
  readonly secretReporter?: true
  readonly anonymous?: true
  /** The victim is under age. */
  readonly minor?: true
  /** The procuracy's opinion on the direction of handling is TỐI MẬT: an opaque part. */
  readonly secretOpinion?: true
  /** The parts of these agencies are concealed: nobody but the holder may know of them. */
  readonly concealedBy?: readonly AgencyId[]
  /** The record is restricted: it speaks of an official under management. */
  readonly official?: true
  /** The police name the supervising procuracy although it was not told yet. */
  readonly namesProcuracy?: true
  /** The police name the inspectorate: the mandate of an inspection speaks of the matter. */
  readonly inspected?: true
  readonly complicated?: true
  /** What is told breaks a limit of the law on purpose. */
  readonly breaks?: string
}
