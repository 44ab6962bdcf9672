// assert.h: true assertions do nothing, and evaluate once.
#include <assert.h>
#include <stdio.h>
static int count(void) {
    static int calls;
    return ++calls;
}
static_assert(sizeof(int) == 4, "int has 32 bits");
int main(void) {
    assert(count() == 1);
    assert(count() == 2 && "text");
    printf("%d\n", count());
    return 0;
}
