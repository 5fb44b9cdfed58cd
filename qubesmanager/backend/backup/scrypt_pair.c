/* The memory-hard part of scrypt (RFC 7914, sections 3 to 5) for two keys at the same time.
 *
 * One key leaves half of a processor idle: each step waits for the one before it. Two keys that
 * share registers of 256 bits (AVX2), one in each half, take as long as one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#define WITH_AVX2 __attribute__((target("avx2")))
#define HAS_AVX2 __builtin_cpu_supports("avx2")
#else
#define WITH_AVX2
#define HAS_AVX2 0
#endif
#define INLINE static inline __attribute__((always_inline))

/* Four words of one key; and of both. */
typedef uint32_t half __attribute__((vector_size(16)));
typedef uint32_t both __attribute__((vector_size(32)));

#define JOIN(first, second) __builtin_shufflevector(first, second, 0, 1, 2, 3, 4, 5, 6, 7)
#define FIRST(x) __builtin_shufflevector(x, x, 0, 1, 2, 3)
#define SECOND(x) __builtin_shufflevector(x, x, 4, 5, 6, 7)
#define TURN(x, a, b, c, d) __builtin_shufflevector(x, x, a, b, c, d, 4 + a, 4 + b, 4 + c, 4 + d)
#define ADD_ROTATE_XOR(to, x, y, bits)                                  \
    do {                                                                \
        both sum = (x) + (y);                                           \
        to ^= (sum << (bits)) | (sum >> (32 - (bits)));                 \
    } while (0)

/* Salsa20/8. The 16 words of a block are kept by diagonals, so that four of them are one step. */
INLINE void salsa(both s[4])
{
    both a = s[0], b = s[1], c = s[2], d = s[3];
    for (int round = 0; round < 8; round += 2) {
        ADD_ROTATE_XOR(b, a, d, 7);
        ADD_ROTATE_XOR(c, b, a, 9);
        ADD_ROTATE_XOR(d, c, b, 13);
        ADD_ROTATE_XOR(a, d, c, 18);
        b = TURN(b, 3, 0, 1, 2);
        c = TURN(c, 2, 3, 0, 1);
        d = TURN(d, 1, 2, 3, 0);
        ADD_ROTATE_XOR(d, a, b, 7);
        ADD_ROTATE_XOR(c, d, a, 9);
        ADD_ROTATE_XOR(b, c, d, 13);
        ADD_ROTATE_XOR(a, b, c, 18);
        b = TURN(b, 1, 2, 3, 0);
        c = TURN(c, 2, 3, 0, 1);
        d = TURN(d, 3, 0, 1, 2);
    }
    s[0] += a;
    s[1] += b;
    s[2] += c;
    s[3] += d;
}

/* scryptBlockMix of `in`, which is also kept as a row of both tables. */
INLINE void fill(const both *restrict in, both *restrict out, size_t r, half *v, half *w)
{
    both s[4];
    for (size_t k = 0; k < 4; k++)
        s[k] = in[8 * r - 4 + k];
    for (size_t i = 0; i < 2 * r; i++) {
        for (size_t k = 0; k < 4; k++) {
            both x = in[4 * i + k];
            v[4 * i + k] = FIRST(x);
            w[4 * i + k] = SECOND(x);
            s[k] ^= x;
        }
        salsa(s);
        for (size_t k = 0; k < 4; k++)
            out[4 * (i / 2 + (i & 1) * r) + k] = s[k];
    }
}

/* scryptBlockMix of `in` with a row of each table. */
INLINE void mix(const both *restrict in, both *restrict out, size_t r, const half *v, const half *w)
{
    both s[4];
    for (size_t k = 0; k < 8 * r; k += 4) {
        __builtin_prefetch(v + k);
        __builtin_prefetch(w + k);
    }
    for (size_t k = 8 * r - 4; k < 8 * r; k++)
        s[k & 3] = in[k] ^ JOIN(v[k], w[k]);
    for (size_t i = 0; i < 2 * r; i++) {
        for (size_t k = 4 * i; k < 4 * i + 4; k++)
            s[k & 3] ^= in[k] ^ JOIN(v[k], w[k]);
        salsa(s);
        for (size_t k = 0; k < 4; k++)
            out[4 * (i / 2 + (i & 1) * r) + k] = s[k];
    }
}

/* Word `i` of the diagonals is word `by_diagonal(i)` of a block. */
INLINE size_t by_diagonal(size_t i)
{
    return (i & ~(size_t)15) | ((4 * (i / 4 & 3) + 5 * (i & 3)) & 15);
}

/* Whether this processor gains anything. */
int scrypt_pair_is_fast(void)
{
    return HAS_AVX2 != 0;
}

/* scryptROMix of two blocks of 128*r bytes, where they stand; n is a power of two, 2 at least.
 *
 * `memory` has room for 2*(n + 2) such blocks and begins at a multiple of 64 bytes. Ends soon with
 * 0 when `*stop` is set meanwhile; else with 1. Words are little-endian, as this processor's.
 */
WITH_AVX2 int scrypt_pair_mix(uint32_t *first, uint32_t *second, uint64_t n, size_t r, void *memory,
                              const volatile int *stop)
{
    size_t row = 8 * r;
    both *x = memory, *y = x + row;
    half *v = (half *)(y + row), *w = v + n * row;

    for (size_t i = 0; i < 4 * row; i++) {
        ((uint32_t *)&x[i / 4])[i & 3] = first[by_diagonal(i)];
        ((uint32_t *)&x[i / 4])[4 + (i & 3)] = second[by_diagonal(i)];
    }
    for (uint64_t i = 0; i < n; i += 2) {
        if (!(i & 1023) && *stop)
            return 0;
        fill(x, y, r, v + i * row, w + i * row);
        fill(y, x, r, v + (i + 1) * row, w + (i + 1) * row);
    }
    for (uint64_t i = 0; i < n; i += 2) {
        if (!(i & 1023) && *stop)
            return 0;
        both last = x[row - 4];
        mix(x, y, r, v + (last[0] & (n - 1)) * row, w + (last[4] & (n - 1)) * row);
        last = y[row - 4];
        mix(y, x, r, v + (last[0] & (n - 1)) * row, w + (last[4] & (n - 1)) * row);
    }
    for (size_t i = 0; i < 4 * row; i++) {
        first[by_diagonal(i)] = ((uint32_t *)&x[i / 4])[i & 3];
        second[by_diagonal(i)] = ((uint32_t *)&x[i / 4])[4 + (i & 3)];
    }
    return 1;
}
