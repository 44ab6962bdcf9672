// Factorials and Fibonacci numbers of any length.
#include <stdio.h>
#include <string.h>
#define LIMBS 40
struct big { unsigned n; unsigned limb[LIMBS]; };
static void multiply(struct big *x, unsigned by) {
    unsigned long long carry = 0;
    for (unsigned i = 0; i < x->n; i++) carry += (unsigned long long)x->limb[i] * by, x->limb[i] = carry % 1000000000, carry /= 1000000000;
    if (carry) x->limb[x->n++] = (unsigned)carry;
}
static void add(struct big *x, const struct big *y) {
    unsigned carry = 0, n = x->n > y->n ? x->n : y->n;
    for (unsigned i = 0; i < n || carry; i++) {
        unsigned sum = carry + (i < x->n ? x->limb[i] : 0) + (i < y->n ? y->limb[i] : 0);
        x->limb[i] = sum % 1000000000, carry = sum / 1000000000;
        if (i >= x->n) x->n = i + 1;
    }
}
static void show(const struct big *x) {
    printf("%u", x->limb[x->n - 1]);
    for (unsigned i = x->n - 1; i--;) printf("%09u", x->limb[i]);
    putchar('\n');
}
int main(void) {
    struct big f = {1, {1}};
    for (unsigned i = 2; i <= 60; i++) {
        multiply(&f, i);
        if (i % 20 == 0) show(&f);
    }
    struct big a = {1, {0}}, b = {1, {1}};
    for (int i = 0; i < 150; i++) {
        struct big next = a;
        add(&next, &b);
        a = b, b = next;
    }
    show(&a);
    return 0;
}
