export const CONTEXT_FORMATS = ['json', 'yaml', 'markdown', 'csv'] as const
export type ContextFileFormat = (typeof CONTEXT_FORMATS)[number]

/** Bytes of a file of contexts, packed or not, that are read; and of one that is written for a page. */
export const LARGEST_CONTEXT_FILE_BYTES = 64 << 20

/** Bytes of a file that travel in one message: in Base64, and with its frame, it fits every transport. */
export const PIECE_BYTES = 512 << 10
