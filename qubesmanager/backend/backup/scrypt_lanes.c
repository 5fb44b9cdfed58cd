/* The memory-hard part of scrypt (RFC 7914, sections 3 to 5) for two or four keys at a time.
 *
 * One key leaves most of a processor idle: each step waits for the one before it. Two keys that
 * share registers of 256 bits (AVX2), one in each half, take as long as one, and two such pairs
 * step by step little longer. Rows of the tables are written past the caches, which would only
 * fetch them first, and read a few steps ahead. Their pages are asked for many at a time: one fault
 * for each takes longer than what is then done with it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

#if defined(__x86_64__)
#include <emmintrin.h>
#define WITH_AVX2 __attribute__((target("avx2")))
#define HAS_AVX2 __builtin_cpu_supports("avx2")
#define KEEP(place, x) _mm_stream_si128((__m128i *)(place), (__m128i)(x))
#else
#define WITH_AVX2
#define HAS_AVX2 0
#define KEEP(place, x) (*(place) = (x))
#endif
#define INLINE static inline __attribute__((always_inline))

#define MAX_PAIRS 2
#define MAX_LANES (2 * MAX_PAIRS)
/* So many vectors of a row are on their way while others are worked on: four blocks of 64 bytes. */
#define AHEAD 16
/* Rows between two looks at `stop`; and pages for so many are asked for at once. */
#define ROWS 1024
/* madvise(2), since Linux 5.14; older C libraries lack the name, older kernels refuse it. */
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

/* Four words of one key; and of both keys of a pair. */
typedef uint32_t half __attribute__((vector_size(16)));
typedef uint32_t both __attribute__((vector_size(32)));
typedef both step[MAX_PAIRS];

#define JOIN(first, second) __builtin_shufflevector(first, second, 0, 1, 2, 3, 4, 5, 6, 7)
#define FIRST(x) __builtin_shufflevector(x, x, 0, 1, 2, 3)
#define SECOND(x) __builtin_shufflevector(x, x, 4, 5, 6, 7)
#define EACH(p) for (size_t p = 0; p < pairs; p++)
#define TURN(x, a, b, c, d) \
    EACH(p) x[p] = __builtin_shufflevector(x[p], x[p], a, b, c, d, 4 + a, 4 + b, 4 + c, 4 + d)
#define ADD_ROTATE_XOR(to, x, y, bits)                                  \
    EACH(p) {                                                           \
        both sum = x[p] + y[p];                                         \
        to[p] ^= (sum << (bits)) | (sum >> (32 - (bits)));              \
    }

/* Salsa20/8. The 16 words of a block are kept by diagonals, so that four of them are one step. */
INLINE void salsa(step s[4], size_t pairs)
{
    step a, b, c, d;
    EACH(p) {
        a[p] = s[0][p];
        b[p] = s[1][p];
        c[p] = s[2][p];
        d[p] = s[3][p];
    }
    for (int round = 0; round < 8; round += 2) {
        ADD_ROTATE_XOR(b, a, d, 7);
        ADD_ROTATE_XOR(c, b, a, 9);
        ADD_ROTATE_XOR(d, c, b, 13);
        ADD_ROTATE_XOR(a, d, c, 18);
        TURN(b, 3, 0, 1, 2);
        TURN(c, 2, 3, 0, 1);
        TURN(d, 1, 2, 3, 0);
        ADD_ROTATE_XOR(d, a, b, 7);
        ADD_ROTATE_XOR(c, d, a, 9);
        ADD_ROTATE_XOR(b, c, d, 13);
        ADD_ROTATE_XOR(a, b, c, 18);
        TURN(b, 1, 2, 3, 0);
        TURN(c, 2, 3, 0, 1);
        TURN(d, 3, 0, 1, 2);
    }
    EACH(p) {
        s[0][p] += a[p];
        s[1][p] += b[p];
        s[2][p] += c[p];
        s[3][p] += d[p];
    }
}

/* scryptBlockMix of `in`, which is also kept as a row of each table. */
INLINE void fill(const step *restrict in, step *restrict out, size_t r, half *const rows[],
                 size_t pairs)
{
    step s[4];
    for (size_t k = 0; k < 4; k++)
        EACH(p) s[k][p] = in[8 * r - 4 + k][p];
    for (size_t i = 0; i < 2 * r; i++) {
        for (size_t k = 0; k < 4; k++)
            EACH(p) {
                both x = in[4 * i + k][p];
                KEEP(&rows[2 * p][4 * i + k], FIRST(x));
                KEEP(&rows[2 * p + 1][4 * i + k], SECOND(x));
                s[k][p] ^= x;
            }
        salsa(s, pairs);
        for (size_t k = 0; k < 4; k++)
            EACH(p) out[4 * (i / 2 + (i & 1) * r) + k][p] = s[k][p];
    }
}

/* scryptBlockMix of `in` with a row of each table. */
INLINE void mix(const step *restrict in, step *restrict out, size_t r, const half *const rows[],
                size_t pairs)
{
    step s[4];
    for (size_t lane = 0; lane < 2 * pairs; lane++)
        __builtin_prefetch(rows[lane] + 8 * r - 4);
    for (size_t k = 0; k < AHEAD; k += 4)
        for (size_t lane = 0; lane < 2 * pairs; lane++)
            __builtin_prefetch(rows[lane] + k);
    for (size_t k = 8 * r - 4; k < 8 * r; k++)
        EACH(p) s[k & 3][p] = in[k][p] ^ JOIN(rows[2 * p][k], rows[2 * p + 1][k]);
    for (size_t i = 0; i < 2 * r; i++) {
        for (size_t lane = 0; lane < 2 * pairs; lane++)
            __builtin_prefetch(rows[lane] + 4 * i + AHEAD);
        for (size_t k = 4 * i; k < 4 * i + 4; k++)
            EACH(p) s[k & 3][p] ^= in[k][p] ^ JOIN(rows[2 * p][k], rows[2 * p + 1][k]);
        salsa(s, pairs);
        for (size_t k = 0; k < 4; k++)
            EACH(p) out[4 * (i / 2 + (i & 1) * r) + k][p] = s[k][p];
    }
}

/* Word `i` of the diagonals is word `by_diagonal(i)` of a block. */
INLINE size_t by_diagonal(size_t i)
{
    return (i & ~(size_t)15) | ((4 * (i / 4 & 3) + 5 * (i & 3)) & 15);
}

/* Word `i` of the diagonals of one lane. */
INLINE uint32_t *word(step *x, size_t lane, size_t i)
{
    return (uint32_t *)&x[i / 4][lane / 2] + 4 * (lane & 1) + (i & 3);
}

/* The row of each lane's table that the first word of the last block names. */
INLINE void find_rows(const half *rows[], half *const tables[], step *x, uint64_t n, size_t row,
                      size_t pairs)
{
    for (size_t lane = 0; lane < 2 * pairs; lane++)
        rows[lane] = tables[lane] + (*word(x, lane, 4 * (row - 4)) & (n - 1)) * row;
}

/* Have the next rows of a table in memory. Where the kernel can't, each page comes when written. */
static void ask_for_pages(half *rows, uint64_t count, size_t row)
{
    uintptr_t page = 4096, start = (uintptr_t)rows & ~(page - 1);
    uintptr_t end = ((uintptr_t)(rows + count * row) + page - 1) & ~(page - 1);
    (void)madvise((void *)start, end - start, MADV_POPULATE_WRITE);
}

INLINE int mix_all(uint32_t *const blocks[], size_t pairs, uint64_t n, size_t r, void *memory,
                   int is_new, const volatile int *stop)
{
    size_t row = 8 * r;
    step *x = memory, *y = x + row;
    half *tables[MAX_LANES], *free_rows[MAX_LANES];
    const half *rows[MAX_LANES];

    for (size_t lane = 0; lane < 2 * pairs; lane++) {
        tables[lane] = free_rows[lane] = (half *)(y + row) + lane * n * row;
        for (size_t i = 0; i < 4 * row; i++)
            *word(x, lane, i) = blocks[lane][by_diagonal(i)];
    }
    for (uint64_t i = 0; i < n; i += 2) {
        if (i % ROWS == 0) {
            if (*stop)
                return 0;
            for (size_t lane = 0; is_new && lane < 2 * pairs; lane++)
                ask_for_pages(free_rows[lane], n - i < ROWS ? n - i : ROWS, row);
        }
        fill(x, y, r, free_rows, pairs);
        for (size_t lane = 0; lane < 2 * pairs; lane++)
            free_rows[lane] += row;
        fill(y, x, r, free_rows, pairs);
        for (size_t lane = 0; lane < 2 * pairs; lane++)
            free_rows[lane] += row;
    }
    for (uint64_t i = 0; i < n; i += 2) {
        if (i % ROWS == 0 && *stop)
            return 0;
        find_rows(rows, tables, x, n, row, pairs);
        mix(x, y, r, rows, pairs);
        find_rows(rows, tables, y, n, row, pairs);
        mix(y, x, r, rows, pairs);
    }
    for (size_t lane = 0; lane < 2 * pairs; lane++)
        for (size_t i = 0; i < 4 * row; i++)
            blocks[lane][by_diagonal(i)] = *word(x, lane, i);
    return 1;
}

/* Whether this processor gains anything. */
int scrypt_lanes_are_fast(void)
{
    return HAS_AVX2 != 0;
}

/* scryptROMix of two or four (`lanes`) blocks of 128*r bytes, where they stand; n is a power of
 * two, 2 at least.
 *
 * `memory` has room for lanes*n + 8 such blocks and begins at a multiple of 64 bytes; `is_new` when
 * nothing was written there yet. Ends soon with 0 when `*stop` is set meanwhile; else with 1. Words
 * are little-endian, as this processor's.
 */
WITH_AVX2 int scrypt_lanes_mix(uint32_t *const blocks[], size_t lanes, uint64_t n, size_t r,
                               void *memory, int is_new, const volatile int *stop)
{
    return lanes == 4 ? mix_all(blocks, 2, n, r, memory, is_new, stop)
                      : mix_all(blocks, 1, n, r, memory, is_new, stop);
}
