// Where everything is in the kernel's memory. Whoever fills it in reads the addresses from the exports.

export const MAX_SHAPES: i32 = 256
export const MAX_REPEATS: i32 = 4096
export const MAX_MESSAGES: i32 = 4096
export const MAX_BYTES: i32 = 2 * 1024 * 1024
export const LONGEST: i32 = 16 * 1024

/** Bytes of a head of a line and of its mask, each. */
export const HEAD: usize = 528
/** Fields of a shape; behind them are the head and the mask. */
export const SHAPE_FIELDS: usize = 64
export const SHAPE_SIZE: usize = SHAPE_FIELDS + 2 * HEAD
export const SHAPES: usize = 1024

/** As src/scan/run.ts has it. */
export const RUN: usize = SHAPES + SHAPE_SIZE * MAX_SHAPES
export const RUN_TIMES: usize = RUN + 4 * 16
export const RUN_LINES: usize = RUN_TIMES + 8 * 4
export const RUN_PASSED: usize = RUN_LINES + 4 * MAX_SHAPES
export const RUN_FIRST: usize = RUN_PASSED + 4 * MAX_SHAPES
export const RUN_LAST: usize = RUN_FIRST + 8 * MAX_SHAPES
export const REPEAT_US: usize = RUN_LAST + 8 * MAX_SHAPES
export const REPEAT_START: usize = REPEAT_US + 8 * MAX_REPEATS
export const REPEAT_END: usize = REPEAT_START + 4 * MAX_REPEATS
export const REPEAT_MESSAGE: usize = REPEAT_END + 4 * MAX_REPEATS
export const REPEAT_LINE: usize = REPEAT_MESSAGE + 4 * MAX_REPEATS
export const REPEAT_SHAPE: usize = REPEAT_LINE + 4 * MAX_REPEATS

/** Messages: slots of a hash table (the number of the message and 1, or 0), what is known of each, and the bytes. */
export const SLOTS: i32 = 2 * MAX_MESSAGES
export const MESSAGE_SLOTS: usize = REPEAT_SHAPE + 4 * MAX_REPEATS
export const MESSAGE_SIZE: usize = 24
export const MESSAGES: usize = MESSAGE_SLOTS + 4 * SLOTS
export const MESSAGE_BYTES: usize = MESSAGES + MESSAGE_SIZE * MAX_MESSAGES

/** The tables of the literals: what follows the pieces with a key, and the first entry of each key (src/match/pieces.ts). */
export const KEYS: i32 = 1 << 16
export const FOLLOWERS: usize = MESSAGE_BYTES + MAX_BYTES + 64
export const FIRSTS: usize = FOLLOWERS + KEYS

/** The block, with room behind it for reads of 16 bytes: what src/input/windows.ts gives at one time. The longest line has 1 MiB and a note of what was cut. */
export const WINDOW_SIZE: i32 = 2 * 1024 * 1024 + 64 * 1024
/** Bytes to which memory is copied fast when they are the same for both. */
export const ALIGNMENT: i32 = 8
export const WINDOW: usize = FIRSTS + 4 * KEYS
/** The entries of the tables and the literals themselves, as many as there are. */
export const REST: usize = WINDOW + WINDOW_SIZE + ALIGNMENT + 64
