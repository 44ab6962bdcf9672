// signal.h and locale.h as far as they go without a system, and function pointers of all shapes.
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
typedef int (*binary)(int, int);
static int add(int a, int b) { return a + b; }
static int multiply(int a, int b) { return a * b; }
static binary choose(char name) { return name == '+' ? add : multiply; }
static int fold(const int *values, int n, int start, binary by) {
    for (int i = 0; i < n; i++) start = by(start, values[i]);
    return start;
}
struct object { int (*method)(struct object *, int); int state; };
static int step(struct object *self, int x) { return self->state = self->state * 3 + x; }
int main(void) {
    const int values[] = {1, 2, 3, 4, 5};
    printf("%d %d\n", fold(values, 5, 0, choose('+')), fold(values, 5, 1, choose('*')));
    struct object object = {step, 1};
    for (int i = 0; i < 3; i++) printf("%d ", object.method(&object, i));
    printf("%s %d\n", localeconv()->decimal_point, SIGINT == 2);
    sig_atomic_t flag = 1;
    printf("%d\n", (int)flag);
    return 0;
}
