// _Generic, compound literals, designated initialisers, flexible arrays, anonymous members.
#include <stdio.h>
#include <stdlib.h>
#define KIND(x) _Generic((x), int: "int", double: "double", char *: "text", default: "other")
struct shape { enum { CIRCLE = 1, BOX } kind; union { int radius; struct { int w, h; }; }; };
struct list { int count; int items[]; };
static int area(struct shape s) { return s.kind == CIRCLE ? 3 * s.radius * s.radius : s.w * s.h; }
int main(void) {
    printf("%s %s %s %s\n", KIND(1), KIND(1.0), KIND((char *)"x"), KIND(1u));
    printf("%d %d\n", area((struct shape){.kind = BOX, .w = 3, .h = 4}), area((struct shape){CIRCLE, .radius = 5}));
    int table[10] = {[3] = 30, 31, [8] = 80};
    for (int i = 0; i < 10; i++) printf("%d ", table[i]);
    struct list *list = malloc(sizeof *list + 5 * sizeof(int));
    list->count = 5;
    for (int i = 0; i < 5; i++) list->items[i] = i * i;
    int sum = 0;
    for (int i = 0; i < list->count; i++) sum += list->items[i];
    printf("%d\n", sum);
    free(list);
    return 0;
}
