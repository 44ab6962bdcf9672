//; primary: 100 119
//; auxiliary: 67305985 84148994 84148994
#include "vntr.h"

/* The public sum of a secret string's bytes, whose length is secret as well. */
int main(void) {
    uint8_t bytes[10];
    uint32_t most = vntr_read_public();
    vntr_require(most >= 17);
    vntr_read_private_bytes(bytes, sizeof bytes);
    uint32_t sum = 0;
    for (unsigned i = 0; i < sizeof bytes; i++) sum += bytes[i];
    vntr_commit(sum + 90);
    return 0;
}
//; answer 0x0 in 43 instructions, 46 steps (plain 52)
