/** Why the gateway does not start: one line in both languages for whoever starts it. Names settings and files, repeats no secret. */
export class StartRefused extends Error {}
