#include <stdatomic.h>
#include <stdint.h>

/* C's atomic types: whole words by one instruction, bytes and halves by a loop of lr.w and sc.w. */
static atomic_int word = 5;
static atomic_uchar bytes[4] = {250, 1, 2, 3};
static _Atomic uint16_t half = 0xfff0;
static int plain;
static atomic_flag lock = ATOMIC_FLAG_INIT;

int main(void) {
    atomic_int local = 0;
    atomic_fetch_add(&local, 5);
    if (atomic_load(&local) != 5) return 1;
    if (atomic_fetch_sub(&word, 7) != 5 || word != -2) return 2;
    int expected = 3;
    if (atomic_compare_exchange_strong(&word, &expected, 9) || expected != -2) return 3;
    if (!atomic_compare_exchange_strong(&word, &expected, 9) || word != 9) return 4;
    if (atomic_exchange(&word, 12) != 9 || atomic_fetch_xor(&word, 5) != 12 || word != 9) return 5;
    for (int i = 0; i < 10; i++) atomic_fetch_add(&bytes[0], 1);
    if (bytes[0] != 4 || bytes[1] != 1) return 6;
    uint8_t byte = 2;
    if (!atomic_compare_exchange_strong(&bytes[2], &byte, 77) || bytes[2] != 77 || bytes[3] != 3) return 7;
    if (atomic_fetch_or(&half, 0xf) != 0xfff0 || atomic_exchange(&half, 3) != 0xffff || half != 3) return 8;
    if (atomic_flag_test_and_set(&lock) || !atomic_flag_test_and_set(&lock)) return 9;
    if (__atomic_fetch_add(&plain, 5, __ATOMIC_RELAXED) != 0 || plain != 5) return 10;
    return 0;
}
//; answer 0x0 in 261 instructions, 401 steps (plain 540)
