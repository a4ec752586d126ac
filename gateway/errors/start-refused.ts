/** Why the gateway, or a part of it, does not start: a line in both languages for whoever starts it. Names settings and files, repeats no secret. */
export class StartRefused extends Error {}
