// stdatomic.h: all widths up to a word, all operations.
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
static _Atomic uint8_t byte = 250;
static _Atomic int16_t half = -3;
static atomic_uint word = 40;
static atomic_flag flag = ATOMIC_FLAG_INIT;
static _Atomic(const char *) pointer = "zero";
int main(void) {
    printf("%d %d\n", (int)atomic_fetch_add(&byte, 10), (int)byte);
    printf("%d %d\n", (int)atomic_fetch_sub(&half, 5), (int)half);
    printf("%u %u\n", atomic_fetch_or(&word, 3), word);
    printf("%u %u\n", atomic_fetch_and(&word, 0x29), word);
    printf("%u %u\n", atomic_fetch_xor(&word, 0xff), word);
    unsigned expected = 1;
    bool first = atomic_compare_exchange_strong(&word, &expected, 5);
    bool second = atomic_compare_exchange_strong(&word, &expected, 5);
    printf("%d %d %u\n", first, second, atomic_load(&word));
    uint8_t small = 4;
    while (!atomic_compare_exchange_weak(&byte, &small, 9)) {}
    printf("%d %d\n", (int)byte, (int)atomic_exchange(&byte, 1));
    printf("%d %d\n", atomic_flag_test_and_set(&flag), atomic_flag_test_and_set(&flag));
    printf("%s %s\n", atomic_exchange(&pointer, "one"), pointer);
    atomic_thread_fence(memory_order_seq_cst);
    return 0;
}
