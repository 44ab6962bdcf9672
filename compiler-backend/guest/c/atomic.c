/* Atomic operations that the processor has no instruction for. There is one hart and nothing interrupts it, so each is its plain meaning.
   Linked where they are used. */
#include <stdbool.h>
#include <stdint.h>

#define NAMED(name, size) __asm__("__atomic_" #name "_" #size)
#define FETCH(type, size, name, operator)                                                       \
    type fetch_##name##_##size(volatile void *at, type by, int order) NAMED(fetch_##name, size); \
    type fetch_##name##_##size(volatile void *at, type by, int order) {                          \
        (void)order;                                                                            \
        type old = *(volatile type *)at;                                                        \
        *(volatile type *)at = (type)(old operator by);                                         \
        return old;                                                                             \
    }
#define ALL(type, size)                                                                                                          \
    type load_##size(const volatile void *at, int order) NAMED(load, size);                                                      \
    type load_##size(const volatile void *at, int order) { return (void)order, *(const volatile type *)at; }                     \
    void store_##size(volatile void *at, type value, int order) NAMED(store, size);                                              \
    void store_##size(volatile void *at, type value, int order) { (void)order, *(volatile type *)at = value; }                   \
    type exchange_##size(volatile void *at, type value, int order) NAMED(exchange, size);                                        \
    type exchange_##size(volatile void *at, type value, int order) {                                                             \
        (void)order;                                                                                                             \
        type old = *(volatile type *)at;                                                                                         \
        *(volatile type *)at = value;                                                                                            \
        return old;                                                                                                              \
    }                                                                                                                            \
    bool compare_##size(volatile void *at, void *expected, type value, bool weak, int yes, int no) NAMED(compare_exchange, size); \
    bool compare_##size(volatile void *at, void *expected, type value, bool weak, int yes, int no) {                              \
        (void)weak, (void)yes, (void)no;                                                                                         \
        type old = *(volatile type *)at;                                                                                         \
        if (old == *(type *)expected) return *(volatile type *)at = value, true;                                                 \
        *(type *)expected = old;                                                                                                 \
        return false;                                                                                                            \
    }                                                                                                                            \
    FETCH(type, size, add, +)                                                                                                    \
    FETCH(type, size, sub, -)                                                                                                    \
    FETCH(type, size, and, &)                                                                                                    \
    FETCH(type, size, or, |)                                                                                                     \
    FETCH(type, size, xor, ^)

ALL(uint8_t, 1)
ALL(uint16_t, 2)
ALL(uint32_t, 4)
ALL(uint64_t, 8)
