/** Bounds of what agencies hand over to each other. */
export const handingOver = {
  receipt: {
    /** The gateway's JWS over what was handed over, and the receiver's over that; as characters. */
    jws_bytes_max: 8 * 1024,
    acknowledgement_bytes_max: 12 * 1024,
    /** How long after it was signed an acknowledgement is taken. */
    acknowledgement_age_s_max: 300,
    /** The file of the gateway's keys, present and former. */
    history_bytes_max: 512 * 1024,
  },
  transfer: {
    /** One document that is handed over; the adapter's manifest may allow less. */
    body_bytes_max: 1024 * 1024,
    /** Of one agency at once, each held several times while it is; beyond it the agency is told to come again. */
    in_hand_bytes_max: 16 * 1024 * 1024,
    /** RFC 9651 string without its quotes. */
    key_chars_min: 8,
    key_chars_max: 64,
    recall_text_chars_max: 1_000,
    recall_body_bytes_max: 8 * 1024,
    /** How often receipts are made that could not be when they were owed, and how many at once. */
    receipts_interval_ms: 10_000,
    receipts_at_once_max: 32,
    /** How often it is looked for legal limits that were not kept, and of how many at once the log is told. */
    overdue_interval_ms: 30_000,
    overdue_at_once_max: 100,
    /** How often what waits is counted for metrics. */
    counted_interval_ms: 30_000,
    /** How often it is looked for what nobody fetched or answered, and how many are given up in one transaction. */
    give_up_interval_ms: 60_000,
    given_up_at_once_max: 100,
    clocks_page_default: 20,
    clocks_page_max: 100,
  },
  /** A paper that comes beside a document. */
  attachment: {
    bytes_max: 32 * 1024 * 1024,
    /** Sealed, stored and handed out by itself: no more than two of one paper are in memory. */
    chunk_bytes: 256 * 1024,
    media_type_chars_max: 100,
    /** Beside one document. */
    per_transfer_max: 16,
    /** Places of the record that one is said to show. */
    shows_max: 16,
    /** Uploads under way, of one agency and of all. */
    uploads_per_agency_max: 4,
    uploads_max: 32,
    /** Of one agency, uploaded and not handed over yet. */
    waiting_bytes_max: 1024 * 1024 * 1024,
    /** Of one agency in all, until the transfers that have it come to their end and their documents are erased. */
    held_bytes_max: 32 * 1024 * 1024 * 1024,
    /** After which an upload that is not complete was cut off, whichever node took it. */
    upload_age_ms_max: 10 * 60 * 1000,
    erased_at_once_max: 20,
  },
  /** What is handed over to the agencies' systems. */
  handing: {
    /** One sending, the system's answer read to its end. */
    request_timeout_ms: 10_000,
    /** What an adapter's manifest may ask for at most: sendings of one document, and the wait between two. */
    attempts_max: 100,
    backoff_ms_min: 100,
    backoff_ms_max: 60 * 60 * 1000,
    /** How often a receiver may ask for one document to be pushed again, and how long after the last time. */
    asked_max: 20,
    asked_interval_ms: 60_000,
    /** How often it is looked for what is due. */
    look_interval_ms: 1_000,
    /** After which another node may send what this one said it would: it is gone, or its database is. */
    lease_ms: 60_000,
  },
  /** What the gateway tells agencies by itself of what changed at others. */
  notices: {
    /** How often a source is asked for one change, and the wait between two: for three days and more. */
    attempts_max: 100,
    backoff_ms: 10_000,
    backoffMax_ms: 60 * 60 * 1000,
    /** How often it is looked for what changed. */
    look_interval_ms: 1_000,
    /** After which another node may look at what this one said it would: longer than a source that is asked again and again takes. */
    lease_ms: 120_000,
    page_items_default: 20,
    page_items_max: 100,
  },
  /** What is kept in mind of who was served what, by each node: pairs of a facet and a name under which an agency knows it; and how long one is not noted again. */
  served: { known_max: 100_000, refresh_ms: 60 * 60 * 1000 },
  directive: {
    text_chars_max: 1_000,
    /** Of one member of a number, and of who determined it. */
    member_chars_max: 200,
    body_bytes_max: 40 * 1024,
    /** That bring one correction. */
    transfers_max: 50,
    page_items_default: 20,
    page_items_max: 100,
  },
  inbox: { page_items_default: 20, page_items_max: 100, clearing_looks_max: 3 },
} as const
