// Generated from schemas/generate/member-order.ts by schemas/generate.ts: do not edit. Run `npm run generate`.

/**
 * Gives `value`, which conforms, with the members of every object in order; a member that it does not have is undefined. `open` does the same of
 * an object whose members the schema does not name.
 */
type Order = (value: object) => object

export declare const memberOrder: (open: (value: unknown) => unknown) => Readonly<Record<'entry' | 'detail', Order>>
