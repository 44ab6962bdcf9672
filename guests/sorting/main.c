/* A secret list, sorted, is this public one.

   public: the numbers in ascending order        secret: how many, at most 64, and the list */
#include "vntr.h"

#define MOST 64

static void sort(uint32_t *list, uint32_t count) {
    for (uint32_t gap = count / 2; gap; gap /= 2) {
        for (uint32_t i = gap; i < count; i++) {
            uint32_t value = list[i], at = i;
            for (; at >= gap && list[at - gap] > value; at -= gap) list[at] = list[at - gap];
            list[at] = value;
        }
    }
}

int main(void) {
    static uint32_t list[MOST];
    uint32_t count = vntr_read_private();
    vntr_require(count <= MOST);
    vntr_read_private_words(list, count);
    sort(list, count);
    for (uint32_t i = 0; i < count; i++) vntr_commit(list[i]);
    return 0;
}
